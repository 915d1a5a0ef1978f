// What happens to a subscription between its creation and its erasure, as a colleague in another browser sees it.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, open, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const COMPANY = "Alder Works";
const fact = (page: Page, name: string) => page.locator("dt", { hasText: name }).locator("xpath=following-sibling::dd[1]");
const status = (page: Page, name: string) => page.locator(".page-head, header").getByText(en(`subscriptions.status_${name}`), { exact: true }).first();

test("a pause stops the service and the trial's clock, says by whom and why, and is taken back", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  await page.getByRole("button", { name: en("subscriptions.pause"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: en("subscriptions.pause_title", { company: COMPANY }) });
  await expect(dialog.getByText(en("subscriptions.pause_clock"))).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: en("subscriptions.pause"), exact: true }).click();
  await expect(dialog.getByLabel(en("subscriptions.reason"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await dialog.getByLabel(en("subscriptions.reason")).fill("They are moving house");
  await dialog.getByRole("button", { name: en("subscriptions.pause"), exact: true }).click();
  for (const view of [page, theirs]) {
    await expect(view.getByText(en("subscriptions.notice_hold"))).toBeVisible();
    await expect(view.getByText(en("subscriptions.reason_line", { reason: "They are moving house" })).first()).toBeVisible();
    await expect(status(view, "on_hold")).toBeVisible();
  }
  await page.getByRole("button", { name: en("subscriptions.undo") }).click();
  for (const view of [page, theirs]) await expect(view.getByText(en("subscriptions.notice_hold"))).toHaveCount(0);
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "trial", holds: [] });
});

test("more users cost at once what was shown before; fewer wait for the next period, and can be taken back", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY, seats: 10 });
  await server.post(`/subscriptions/${made.id}/activate`, { plan: "standard", term: "monthly" }, owner.access_token);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  const amend = page.getByRole("button", { name: en("subscriptions.amend"), exact: true });
  await amend.click();
  const dialog = page.getByRole("dialog", { name: en("subscriptions.amend_title") });
  const costs = dialog.getByRole("region", { name: en("subscriptions.costs") });
  await dialog.getByLabel(en("subscriptions.seats")).fill("25");
  const preview = await server.post<{ due_now: number }>(`/subscriptions/${made.id}/preview`, { seats: 25 }, owner.access_token);
  const amount = new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(preview.due_now / 100);
  await expect(costs).toContainText(amount);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: en("subscriptions.amend_confirm") }).click();
  for (const view of [page, theirs]) await expect(fact(view, en("subscriptions.seats"))).toHaveText("25");

  await amend.click();
  await dialog.getByLabel(en("subscriptions.seats")).fill("8");
  await expect(costs).toContainText(en("subscriptions.scheduled"));
  await dialog.getByRole("button", { name: en("subscriptions.amend_confirm") }).click();
  for (const view of [page, theirs]) {
    await expect(fact(view, en("subscriptions.scheduled"))).toContainText("8");
    await expect(fact(view, en("subscriptions.seats"))).toHaveText("25");
  }
  await page.locator(".scheduled").getByRole("button").click();
  for (const view of [page, theirs]) await expect(view.locator(".scheduled")).toHaveCount(0);

  // The same with plans: a larger one at once, a smaller one at the next period.
  for (const [plan, now] of [["pro", "pro"], ["starter", "pro"]] as const) {
    await amend.click();
    await dialog.getByLabel(en("subscriptions.plan")).selectOption(plan);
    await expect(costs).toBeVisible();
    await dialog.getByRole("button", { name: en("subscriptions.amend_confirm") }).click();
    await expect(dialog).toBeHidden();
    for (const view of [page, theirs]) await expect(fact(view, en("subscriptions.plan"))).toHaveText(en(`subscriptions.plan_${now}`));
  }
  for (const view of [page, theirs]) await expect(fact(view, en("subscriptions.scheduled"))).toContainText(en("subscriptions.plan_starter"));
  const scheduled_changes = [expect.objectContaining({ kind: "plan", to: "starter" })];
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ seats: 25, plan: "pro", scheduled_changes });
});

test("a trial is made longer on its page; one that was ended comes back by the toast, and from the archive", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  const longer = (view: Page) => view.getByText(en("subscriptions.days_left", { count: 17, total: 17 }));
  await page.getByRole("button", { name: en("subscriptions.extend"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("subscriptions.extend_days")).fill("3");
  await dialog.getByRole("button", { name: en("subscriptions.extend") }).click();
  await expect(page.getByText(en("subscriptions.extended", { count: 17, company: COMPANY }))).toBeVisible();
  for (const view of [page, theirs]) await expect(longer(view)).toBeVisible();

  await page.getByRole("button", { name: en("subscriptions.end_trial"), exact: true }).click();
  await dialog.getByLabel(en("subscriptions.reason")).fill("Mistake");
  await dialog.getByRole("button", { name: en("subscriptions.end_trial") }).click();
  await expect(page.getByText(en("subscriptions.ended_toast", { company: COMPANY }))).toBeVisible();
  for (const view of [page, theirs]) await expect(status(view, "ended")).toBeVisible();
  await page.getByRole("button", { name: en("subscriptions.undo") }).click();
  await expect(page.getByText(en("subscriptions.reactivated_trial", { company: COMPANY }))).toBeVisible();
  for (const view of [page, theirs]) await expect(longer(view)).toBeVisible();
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "trial", trial: { days_left: 17 } });

  await open(page, "/archived");
  await open(theirs, "/archived");
  await server.post(`/subscriptions/${made.id}/trial/end`, { reason: "Mistake" }, owner.access_token);
  await page.getByRole("button", { name: en("subscriptions.reactivate_label", { company: COMPANY }) }).click();
  await expect(dialog.getByText(en("subscriptions.reactivate_trial_about"))).toBeVisible();
  await dialog.getByRole("button", { name: en("subscriptions.reactivate"), exact: true }).click();
  for (const view of [page, theirs]) await expect(view.getByText(en("subscriptions.archive_empty"), { exact: true })).toBeVisible();
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "trial" });
});

test("what was paid comes back with plan and term, and a payment hold says since when", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
  await server.post(`/subscriptions/${made.id}/activate`, { plan: "pro", term: "monthly" }, owner.access_token);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
  await dialog.getByRole("radio", { name: en("subscriptions.when_now") }).check();
  await dialog.getByLabel(en("subscriptions.reason")).fill("Mistake");
  await dialog.getByRole("button", { name: en("subscriptions.cancel") }).click();
  for (const view of [page, theirs]) await expect(status(view, "ended")).toBeVisible();
  await page.getByRole("button", { name: en("subscriptions.reactivate"), exact: true }).click();
  await dialog.getByLabel(en("subscriptions.plan")).selectOption("starter");
  await dialog.getByRole("button", { name: en("subscriptions.reactivate"), exact: true }).click();
  await expect(page.getByText(en("subscriptions.reactivated", { company: COMPANY }))).toBeVisible();
  for (const view of [page, theirs]) await expect(fact(view, en("subscriptions.plan"))).toHaveText(en("subscriptions.plan_starter"));

  server.run("payment", "overdue", made.id, "--since", "2026-11-01");
  for (const view of [page, theirs]) {
    await expect(view.getByText(/A payment is overdue since 1 Nov(ember)? 2026/)).toBeVisible();
    await expect(status(view, "on_hold")).toBeVisible();
  }
  await expect(page.getByRole("button", { name: en("subscriptions.resume") })).toHaveCount(0);
  server.run("payment", "paid", made.id);
  for (const view of [page, theirs]) await expect(status(view, "active")).toBeVisible();
});
