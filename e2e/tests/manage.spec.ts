// The page of one subscription.

import type { Page } from "@playwright/test";

import type { Subscription } from "../support/server.js";
import { expect, hold, open, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const COMPANY = "Birch & Bay Ltd";

/** A fact of a card: what stands beside its name. */
const fact = (page: Page, name: string) => page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) }).getByRole("definition");
const activity = (page: Page) => page.locator("section").filter({ has: page.getByRole("heading", { name: en("events.title") }) }).getByRole("listitem");
/** A date, which no time zone moves. */
const day = (date: string) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(date));

test.describe("a trial", () => {
  let made: Subscription;

  test.beforeEach(async ({ page, owner, server }) => {
    made = await server.subscribe(owner.access_token, { company_name: COMPANY, external_ref: "CRM-17", metadata: { region: "north" } });
    await signIn(page, owner);
    await page.goto(`/subscriptions/${made.id}`);
    await expect(page.getByRole("heading", { level: 1, name: COMPANY })).toBeVisible();
  });

  test("shows its facts, and its id can be copied", async ({ page, context }) => {
    await expect(page).toHaveTitle(`${COMPANY} · Countersign`);
    await expect(fact(page, en("subscriptions.id"))).toContainText(made.id);
    await expect(fact(page, en("subscriptions.seats"))).toHaveText("12");
    await expect(fact(page, en("subscriptions.reference"))).toHaveText("CRM-17");
    await expect(fact(page, en("subscriptions.metadata"))).toContainText("north");
    await expect(fact(page, en("subscriptions.next_payment"))).toHaveText("–");
    await expect(page.getByText(en("subscriptions.days_left", { count: 14, total: 14 }))).toBeVisible();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: en("subscriptions.copy_id") }).click();
    await expect(page.getByRole("status").filter({ hasText: en("common.copied") })).toBeAttached();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(made.id);
    await expect(page.getByRole("button", { name: en("connections.launch_label", { name: made.company_name }) })).toBeVisible();
  });

  for (const [why, prepare] of [
    ["has no clipboard, as over plain HTTP", () => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined })],
    ["refuses", () => Object.defineProperty(Clipboard.prototype, "writeText", { value: () => Promise.reject(new Error("no")) })],
  ] as const) {
    test(`where the browser ${why}, the id is selected for copying by hand`, async ({ page }) => {
      await page.addInitScript(prepare);
      await page.reload();
      await page.getByRole("button", { name: en("subscriptions.copy_id") }).click();
      await expect(page.getByText(en("common.copy_by_hand"))).toBeVisible();
      expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe(made.id);
    });
  }

  test("is edited: only what differs is sent, and the activity tells it, to a colleague too", async ({ page, owner, server, visitor }) => {
    const theirs = await visitor();
    await signIn(theirs, owner);
    await open(theirs, `/subscriptions/${made.id}`);
    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    const dialog = page.getByRole("dialog", { name: en("subscriptions.edit_title", { company: COMPANY }) });
    await expect(dialog.getByLabel(en("subscriptions.company_name"))).toBeFocused();
    await dialog.getByLabel(en("subscriptions.company_name")).fill("Birch, Bay & Sons");
    await dialog.getByLabel(en("subscriptions.seats")).fill("40");
    await dialog.getByRole("button", { name: en("subscriptions.add_entry") }).click();
    await dialog.getByLabel(en("subscriptions.entry_name", { number: 2 })).fill("tier");
    await dialog.getByLabel(en("subscriptions.entry_value", { number: 2 })).fill("gold");
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await dialog.getByRole("button", { name: en("common.save") }).click();
    const request = await sent;
    expect(request.postDataJSON()).toEqual({ company_name: "Birch, Bay & Sons", seats: 40, metadata: { region: "north", tier: "gold" } });
    expect(request.headers()["if-match"]).toBe(`"${made.version}"`);
    await expect(dialog).toBeHidden();
    for (const view of [page, theirs]) {
      await expect(view.getByRole("heading", { level: 1, name: "Birch, Bay & Sons" })).toBeVisible();
      await expect(fact(view, en("subscriptions.seats"))).toHaveText("40");
      await expect(activity(view).first()).toContainText(en("events.from_to", { what: en("subscriptions.seats"), from: 12, to: 40 }));
    }
    const after = await server.get<Subscription>(`/subscriptions/${made.id}`, owner.access_token);
    expect(after).toMatchObject({ company_name: "Birch, Bay & Sons", seats: 40, metadata: { region: "north", tier: "gold" }, external_ref: "CRM-17" });
  });

  test("a colleague's change meanwhile is not overwritten: it is loaded, and what was typed is kept", async ({ page, owner, server, console }) => {
    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(en("subscriptions.company_name")).fill("Typed Here Ltd");
    await server.patch(`/subscriptions/${made.id}`, { seats: 99 }, owner.access_token);
    console.provokes(412, `/subscriptions/${made.id}`);
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(dialog.getByText(en("subscriptions.stale_sentence"))).toBeVisible();
    expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ company_name: COMPANY, seats: 99 });
    await dialog.getByRole("button", { name: en("subscriptions.stale_reload") }).click();
    await expect(dialog.getByText(en("subscriptions.stale_kept"))).toBeVisible();
    await expect(dialog.getByLabel(en("subscriptions.company_name"))).toHaveValue("Typed Here Ltd");
    await expect(dialog.getByLabel(en("subscriptions.seats"))).toHaveValue("99");
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(dialog).toBeHidden();
    expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ company_name: "Typed Here Ltd", seats: 99 });
  });

  test("a dialog that is closed before the present state is there leaves the page alive", async ({ page, owner, server, console }) => {
    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(en("subscriptions.company_name")).fill("Typed Here Ltd");
    await server.patch(`/subscriptions/${made.id}`, { company_name: "Changed Meanwhile Ltd" }, owner.access_token);
    console.provokes(412, `/subscriptions/${made.id}`);
    await dialog.getByRole("button", { name: en("common.save") }).click();
    const held = await hold(page, `**/api/v1/subscriptions/${made.id}`);
    await dialog.getByRole("button", { name: en("subscriptions.stale_reload") }).click();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    held.release();
    await expect(page.getByRole("heading", { level: 1, name: "Changed Meanwhile Ltd" })).toBeVisible();
    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    await expect(dialog.getByLabel(en("subscriptions.company_name"))).toHaveValue("Changed Meanwhile Ltd");
  });

  test("the wrong field of the wrong entry is marked, and one entry too many is told as that", async ({ page, owner, server }) => {
    const opener = page.getByRole("button", { name: en("subscriptions.edit"), exact: true });
    await opener.click();
    const dialog = page.getByRole("dialog");
    const [save, add] = [dialog.getByRole("button", { name: en("common.save") }), dialog.getByRole("button", { name: en("subscriptions.add_entry") })];
    const name = (number: number) => dialog.getByLabel(en("subscriptions.entry_name", { number }), { exact: true });
    await add.click();
    await dialog.getByLabel(en("subscriptions.entry_value", { number: 2 })).fill("gold");
    await save.click();
    await expect(name(2)).toBeFocused();
    await expect(name(2)).toHaveAccessibleDescription(en("faults.blank"));
    await expect(dialog.locator("[aria-invalid=true]")).toHaveCount(1);
    await name(2).fill("tier");
    await expect(dialog.locator("[aria-invalid=true]")).toHaveCount(0);

    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, "x"]));
    await server.patch(`/subscriptions/${made.id}`, { metadata }, owner.access_token);
    await page.reload();
    await opener.click();
    await add.click();
    await name(51).fill("one more");
    await save.click();
    await expect(dialog.getByText(en("subscriptions.metadata_too_many", { max: 50 }))).toBeVisible();
    await expect(name(51)).toBeFocused();
  });

  test("customer access is turned on with a contact, who is invited; and off again, which withdraws the invite", async ({ page, owner, server, visitor }) => {
    const theirs = await visitor();
    await signIn(theirs, owner);
    await open(theirs, `/subscriptions/${made.id}`);
    await expect(page.getByText(en("members.access_off"))).toBeVisible();
    await expect(page.getByRole("button", { name: en("members.add") })).toHaveCount(0);
    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("switch", { name: en("subscriptions.edit_signatures") }).check();
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(dialog.getByLabel(en("subscriptions.contact_name"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
    await dialog.getByLabel(en("subscriptions.contact_name")).fill("Bea Birch");
    await dialog.getByLabel(en("subscriptions.contact_email")).fill("bea@birch.example");
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(dialog).toBeHidden();
    for (const view of [page, theirs]) {
      const people = view.getByRole("table", { name: en("members.title") });
      await expect(people.getByRole("row").filter({ hasText: "bea@birch.example" })).toBeVisible();
    }
    await server.mail.waitFor("bea@birch.example");

    await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
    await dialog.getByRole("switch", { name: en("subscriptions.edit_signatures") }).uncheck();
    await expect(dialog.getByText(en("subscriptions.edits_off_warning"))).toBeVisible();
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(dialog).toBeHidden();
    for (const view of [page, theirs]) {
      await expect(view.getByText(en("members.access_off"))).toBeVisible();
      await expect(view.getByText("bea@birch.example")).toHaveCount(0);
    }
  });

  test("is activated with plan and term, cancelled, and kept, and a colleague sees it", async ({ page, owner, server, visitor }) => {
    const theirs = await visitor();
    await signIn(theirs, owner);
    await open(theirs, `/subscriptions/${made.id}`);
    await page.getByRole("button", { name: en("subscriptions.activate") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(en("subscriptions.plan")).selectOption("pro");
    await dialog.getByLabel(en("subscriptions.term"), { exact: true }).selectOption("annual");
    await dialog.getByRole("button", { name: en("subscriptions.activate") }).click();
    await expect(page.getByText(en("subscriptions.activated", { company: COMPANY }))).toBeVisible();
    const active = await server.get<{ next_payment_date: string }>(`/subscriptions/${made.id}`, owner.access_token);
    expect(active).toMatchObject({ status: "active", plan: "pro", term: "annual" });
    await expect(fact(page, en("subscriptions.next_payment"))).toHaveText(day(active.next_payment_date));
    await expect(fact(page, en("subscriptions.term"))).toHaveText(en("subscriptions.term_annual"));
    await expect(fact(page, en("subscriptions.trial_outcome"))).toHaveText(en("subscriptions.trial_converted"));
    await expect(page.getByRole("button", { name: en("subscriptions.activate") })).toHaveCount(0);
    await expect(fact(theirs, en("subscriptions.next_payment"))).toHaveText(day(active.next_payment_date));
    await expect(theirs.getByRole("button", { name: en("subscriptions.activate") })).toHaveCount(0);

    await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
    await dialog.getByRole("button", { name: en("subscriptions.cancel") }).click();
    await expect(dialog.getByLabel(en("subscriptions.reason"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
    await dialog.getByRole("button", { name: en("subscriptions.go_back") }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: en("subscriptions.cancel") })).toBeFocused();
    expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "active" });

    await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
    await dialog.getByLabel(en("subscriptions.reason")).fill("Too few users");
    await dialog.getByRole("button", { name: en("subscriptions.cancel") }).click();
    const end = day(active.next_payment_date);
    for (const view of [page, theirs]) await expect(view.getByText(en("subscriptions.notice_cancel", { date: end }))).toBeVisible();
    await expect(fact(page, en("subscriptions.scheduled"))).toHaveText(en("subscriptions.scheduled_cancellation", { date: end }));
    await expect(fact(page, en("subscriptions.next_payment"))).toHaveText("–");
    await expect(activity(page).first()).toContainText(en("subscriptions.reason_line", { reason: "Too few users" }));

    await page.getByRole("button", { name: en("subscriptions.keep") }).click();
    await expect(page.getByText(en("subscriptions.kept", { company: COMPANY }))).toBeVisible();
    for (const view of [page, theirs]) await expect(fact(view, en("subscriptions.next_payment"))).toHaveText(end);
    await expect(theirs.getByText(en("subscriptions.notice_cancel", { date: end }))).toHaveCount(0);
    await expect(activity(page).first()).toContainText(en("events.subscription_kept", { actor: owner.full_name }));
    expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "active", scheduled_changes: [] });
  });

  test("is ended now, with a reason, and nothing can be changed after that", async ({ page, owner, server }) => {
    await page.getByRole("button", { name: en("subscriptions.end_trial"), exact: true }).click();
    const dialog = page.getByRole("dialog", { name: en("subscriptions.end_trial_title", { company: COMPANY }) });
    await dialog.getByLabel(en("subscriptions.reason")).fill("They chose another product");
    await dialog.getByRole("button", { name: en("subscriptions.end_trial") }).click();
    await expect(page.getByText(en("subscriptions.ended_toast", { company: COMPANY }))).toBeVisible();
    await expect(fact(page, en("subscriptions.reason"))).toHaveText("They chose another product");
    await expect(page.getByRole("button", { name: en("subscriptions.edit"), exact: true })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: en("subscriptions.danger") })).toHaveCount(0);
    expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "ended" });
  });

  test("an action that a colleague was faster with is refused in words", async ({ page, owner, server, console }) => {
    await page.getByRole("button", { name: en("subscriptions.activate") }).click();
    const dialog = page.getByRole("dialog");
    // The page follows, and the dialog stays with what was chosen in it.
    await dialog.getByLabel(en("subscriptions.plan")).selectOption("pro");
    await server.patch(`/subscriptions/${made.id}`, { seats: 77 }, owner.access_token);
    await expect(page.locator(".facts").first()).toContainText("77");
    await expect(dialog.getByLabel(en("subscriptions.plan"))).toHaveValue("pro");
    await server.post(`/subscriptions/${made.id}/trial/end`, { reason: "Faster" }, owner.access_token);
    console.provokes(409, "/activate");
    await dialog.getByRole("button", { name: en("subscriptions.activate") }).click();
    await expect(dialog.getByRole("alert")).toContainText(en("problems.transition_not_allowed"));
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(page.getByText(en("subscriptions.status_ended"), { exact: true }).first()).toBeVisible();
  });
});

test.describe("far in the west, where the day begins eight hours later", () => {
  test.use({ timezoneId: "America/Los_Angeles" });

  test("the dates of paid periods are the same as anywhere", async ({ page, owner, server }) => {
    const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
    const paid = await server.post<{ next_payment_date: string }>(`/subscriptions/${made.id}/activate`, { plan: "pro", term: "monthly" }, owner.access_token);
    await server.post(`/subscriptions/${made.id}/cancel`, { reason: "Too few users", when: "period_end" }, owner.access_token);
    await signIn(page, owner);
    await page.goto(`/subscriptions/${made.id}`);
    const date = day(paid.next_payment_date);
    await expect(page.getByText(en("subscriptions.notice_cancel", { date }))).toBeVisible();
    await expect(fact(page, en("subscriptions.scheduled"))).toHaveText(en("subscriptions.scheduled_cancellation", { date }));
  });
});

test("cancelling at once is offered within seven days of purchase alone", async ({ page, owner, server }) => {
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
  await server.post(`/subscriptions/${made.id}/activate`, { plan: "pro", term: "monthly" }, owner.access_token);
  await signIn(page, owner);
  await page.goto(`/subscriptions/${made.id}`);
  await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: en("subscriptions.when_now") })).toBeVisible();
  await page.keyboard.press("Escape");
  server.sql("UPDATE subscriptions SET purchased_at = purchased_at - 7 * 86400000000");
  await page.reload();
  await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
  await expect(dialog.getByLabel(en("subscriptions.reason"))).toBeVisible();
  await expect(dialog.getByRole("radio")).toHaveCount(0);
  await dialog.getByLabel(en("subscriptions.reason")).fill("Too few users");
  await dialog.getByRole("button", { name: en("subscriptions.cancel") }).click();
  await expect(page.getByText(en("subscriptions.status_cancel_pending"), { exact: true }).first()).toBeVisible();
});

// Between them these two are on another day than UTC at every hour.
for (const timezoneId of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });

    test("a trial ends, and data is erased, on the same dates as anywhere", async ({ page, owner, server }) => {
      const made = await server.subscribe(owner.access_token, { company_name: COMPANY });
      const { trial } = await server.get<{ trial: { started_at: string; ends_at: string } }>(`/subscriptions/${made.id}`, owner.access_token);
      await signIn(page, owner);
      await page.goto(`/subscriptions/${made.id}`);
      await expect(fact(page, en("subscriptions.began"))).toHaveText(day(trial.started_at));
      await expect(fact(page, en("subscriptions.ends"))).toHaveText(day(trial.ends_at));
      const ended = await server.post<{ ended_at: string }>(`/subscriptions/${made.id}/trial/end`, { reason: "Too few users" }, owner.access_token);
      await page.reload();
      const erased = new Date(Date.parse(ended.ended_at) + 90 * 86_400_000).toISOString();
      await expect(page.getByText(en("subscriptions.notice_ended", { date: day(ended.ended_at), erased: day(erased) }))).toBeVisible();
    });
  });
}

test("people are invited, invited again, withdrawn; members change roles and are removed, and a colleague sees it", async ({ page, owner, server, visitor }) => {
  const contact = { full_name: "Bea Birch", email: "bea@birch.example" };
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY, contact });
  await server.accept(contact.email, { full_name: contact.full_name, password: "copper-lantern-drizzle-58" });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  const dialog = page.getByRole("dialog");
  const row = (email: string, view = page) => view.getByRole("table", { name: en("members.title") }).getByRole("row").filter({ hasText: email });
  const menu = (name: string) => page.getByRole("button", { name: en("members.row_actions", { name }) });

  await page.getByRole("button", { name: en("members.add") }).click();
  await dialog.getByRole("button", { name: en("members.add_action") }).click();
  await expect(dialog.getByLabel(en("members.full_name"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await dialog.getByLabel(en("members.full_name")).fill("Cem Cedar");
  await dialog.getByLabel(en("members.email")).fill("cem@birch.example");
  await dialog.getByRole("radio", { name: en("words.editor") }).check();
  await dialog.getByLabel(en("members.mail_language")).selectOption("de");
  await dialog.getByRole("button", { name: en("members.add_action") }).click();
  await expect(page.getByText(en("members.sent_to", { email: "cem@birch.example" }))).toBeVisible();
  for (const view of [page, theirs]) await expect(row("cem@birch.example", view)).toContainText(en("words.editor"));
  const first = await server.mail.waitFor("cem@birch.example");
  expect(first.subject).toContain("Einladung");

  await menu("Cem Cedar").click();
  await page.getByRole("button", { name: en("members.resend") }).click();
  await expect(page.getByText(en("members.resent", { email: "cem@birch.example" }))).toBeVisible();
  const second = await server.mail.waitFor("cem@birch.example", { count: 2 });
  expect(second.links).not.toEqual(first.links);

  await menu("Cem Cedar").click();
  await page.getByRole("button", { name: en("members.revoke") }).click();
  await expect(dialog).toContainText(en("members.revoke_title", { name: "Cem Cedar" }));
  await dialog.getByRole("button", { name: en("members.revoke") }).click();
  await expect(page.getByText(en("members.revoked", { email: "cem@birch.example" }))).toBeVisible();
  for (const view of [page, theirs]) await expect(row("cem@birch.example", view)).toHaveCount(0);

  await page.getByRole("button", { name: en("members.add") }).click();
  await dialog.getByLabel(en("members.full_name")).fill("Dov Dune");
  await dialog.getByLabel(en("members.email")).fill("dov@birch.example");
  await dialog.getByRole("button", { name: en("members.add_action") }).click();
  await expect(dialog).toBeHidden();
  await server.accept("dov@birch.example", { full_name: "Dov Dune", password: "copper-lantern-drizzle-58" });
  for (const view of [page, theirs]) await expect(row("dov@birch.example", view)).toContainText(en("members.joined"));
  await menu("Dov Dune").click();
  await page.getByRole("button", { name: en("members.change_role") }).click();
  await dialog.getByRole("radio", { name: en("words.customer_admin") }).check();
  await dialog.getByRole("button", { name: en("common.save") }).click();
  for (const view of [page, theirs]) await expect(row("dov@birch.example", view)).toContainText(en("words.customer_admin"));
  await menu("Dov Dune").click();
  await page.getByRole("button", { name: en("members.remove"), exact: true }).click();
  await expect(dialog).toContainText(en("members.remove_title", { name: "Dov Dune" }));
  await dialog.getByRole("button", { name: en("members.remove"), exact: true }).click();
  for (const view of [page, theirs]) {
    await expect(row("dov@birch.example", view)).toHaveCount(0);
    await expect(row(contact.email, view)).toBeVisible();
  }
});

test("what is not there, and what is another's, leads to the same page", async ({ page, owner, console }) => {
  await signIn(page, owner);
  console.provokes(404, "/subscriptions/");
  for (const path of ["/subscriptions/01a200bd-0293-7636-891b-c30a582e820d", "/subscriptions/7", "/no/such/page"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: en("shell.not_found_title") })).toBeVisible();
  }
  await page.getByRole("link", { name: en("shell.back_home") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();
});
