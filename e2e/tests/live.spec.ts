// Two browsers of the same reseller: what one does, the other sees by itself.

import type { Locator } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, open, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

test("a creation, a change and an end arrive in the other browser's list, and focus and scroll stay", async ({ page, owner, server }) => {
  const names = Array.from({ length: 40 }, (_, index) => `Customer ${String(index + 10)}`);
  const made = [];
  for (const company_name of names) made.push(await server.subscribe(owner.access_token, { company_name }));
  await signIn(page, owner);
  await open(page, "/");
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row("Customer 10")).toBeVisible();

  const focused = page.getByRole("link", { name: "Customer 40", exact: true });
  await focused.focus();
  await page.evaluate(() => window.scrollBy(0, 120));
  const place = await focused.boundingBox();

  // Below the focus, so that nothing above it moves.
  const alder = await server.subscribe(owner.access_token, { company_name: "Zebra Works" });
  await expect(row("Zebra Works")).toBeVisible();
  await expect(row("Zebra Works")).toHaveClass(/fresh/);
  await server.patch(`/subscriptions/${made[0]?.id}`, { seats: 4321 }, owner.access_token);
  await expect(row("Customer 10")).toContainText("4,321");
  // The row that has the focus, too.
  await server.patch(`/subscriptions/${made[30]?.id}`, { seats: 1234 }, owner.access_token);
  await expect(row("Customer 40")).toContainText("1,234");
  await expect(focused).toBeFocused();
  expect(await focused.boundingBox()).toEqual(place);

  // A trial is told of by events of its own.
  await expect(row("Customer 11")).toContainText(en("subscriptions.row_trial_days", { count: 14 }));
  await server.post(`/subscriptions/${made[1]?.id}/trial/extend`, { days: 3 }, owner.access_token);
  await expect(row("Customer 11")).toContainText(en("subscriptions.row_trial_days", { count: 17 }));

  // Above the focus: what had it keeps it.
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await expect(row("Alder Works")).toBeVisible();
  await expect(focused).toBeFocused();
  await server.post(`/subscriptions/${alder.id}/trial/end`, { reason: "Closed" }, owner.access_token);
  await expect(row("Zebra Works")).toHaveCount(0);
  await expect(focused).toBeFocused();
});

test("a subscription's page follows what a colleague does, and an open dialog keeps what was typed", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, {
    company_name: "Alder Works",
    contact: { full_name: "Camille Mercier", email: "camille@mercier.example" },
  });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Alder Works" })).toBeVisible();
  await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
  const reference = page.getByRole("dialog").getByLabel(en("subscriptions.reference"));
  await reference.fill("CRM-77");

  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, `/subscriptions/${made.id}`);
  await server.patch(`/subscriptions/${made.id}`, { company_name: "Alder and Sons", seats: 99 }, owner.access_token);
  await server.post(
    `/subscriptions/${made.id}/invites`,
    { full_name: "Luc Mercier", email: "luc@mercier.example", role: "editor", locale: "en" },
    owner.access_token,
  );
  for (const view of [theirs, page]) {
    await expect(view.locator("h1")).toHaveText("Alder and Sons");
    await expect(view.getByRole("row").filter({ hasText: "luc@mercier.example" })).toHaveCount(1);
    await expect(view.locator(".timeline li").filter({ hasText: "Luc Mercier" }).first()).toBeAttached();
  }
  await expect(reference).toHaveValue("CRM-77");
  await expect(reference).toBeFocused();

  // It is archived for everybody.
  await server.post(`/subscriptions/${made.id}/trial/end`, { reason: "Closed" }, owner.access_token);
  await expect(theirs.getByText("Closed").first()).toBeVisible();
});

test("the activity comes in at the top, is filtered by the address, and is exported", async ({ page, owner, server, visitor }) => {
  const alder = await server.subscribe(owner.access_token, {
    company_name: "Alder Works",
    contact: { full_name: "Camille Mercier", email: "camille@mercier.example" },
  });
  await server.subscribe(owner.access_token, { company_name: "Birch Ltd" });
  await server.mail.waitFor("camille@mercier.example");
  await signIn(page, owner);
  await open(page, "/activity");
  const entries = page.locator(".timeline li");
  await expect(entries.filter({ hasText: "Birch Ltd" })).toHaveCount(1);
  await server.patch(`/subscriptions/${alder.id}`, { seats: 321 }, owner.access_token);
  await expect(entries.first()).toContainText("321");
  await expectAccessible(page);

  await page.getByLabel(en("events.kind"), { exact: true }).selectOption({ label: en("events.group_invite") });
  await expect(page).toHaveURL(/kind=invite/);
  await expect(entries.filter({ hasText: "Birch Ltd" })).toHaveCount(0);
  await expect(entries.filter({ hasText: "Camille Mercier" }).first()).toBeVisible();
  await page.getByLabel(en("events.actor"), { exact: true }).selectOption({ label: owner.full_name });
  await expect(entries).toHaveCount(1);
  await page.reload();
  await expect(page.getByLabel(en("events.kind"), { exact: true })).toHaveValue("invite");
  await expect(page.getByLabel(en("events.actor"), { exact: true })).toHaveValue(owner.account.id);
  await expect(entries).toHaveCount(1);

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: en("events.export") }).click()]);
  expect(download.suggestedFilename()).toBe(`${en("events.file_name")}.csv`);
  const stream = await download.createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  expect(text.trim().split("\r\n")).toHaveLength(2);
  expect(text).toContain("invite.created");

  await page.getByLabel(en("events.until"), { exact: true }).fill("2001-01-01");
  await expect(page.getByText(en("events.none_found"), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(entries).toHaveCount(1);

  // From a subscription's page to its activity alone.
  const theirs = await visitor();
  await signIn(theirs, owner);
  await theirs.goto(`/subscriptions/${alder.id}`);
  await theirs.getByRole("link", { name: en("events.see_all") }).click();
  await expect(theirs).toHaveURL(new RegExp(`subscription_id=${alder.id}`));
  await expect(theirs.locator(".chip")).toContainText("Alder Works");
  await expect(theirs.locator(".timeline li").filter({ hasText: "Birch Ltd" })).toHaveCount(0);
  await theirs.getByRole("link", { name: en("events.remove_filter", { name: "Alder Works" }) }).click();
  await expect(theirs.locator(".timeline li").filter({ hasText: "Birch Ltd" })).toHaveCount(1);
});

test("the team's page follows, and who is removed is led out", async ({ page, owner, server, visitor, console }) => {
  const bruno = { full_name: "Bruno Baert", email: "bruno@northwind.example", password: "granite-teapot-lantern-41" };
  await signIn(page, owner);
  await open(page, "/settings?section=team");
  await server.post("/reseller/invites", { full_name: bruno.full_name, email: bruno.email, role: "support", locale: "en" }, owner.access_token);
  await expect(page.getByRole("table", { name: en("settings.invites") })).toContainText(bruno.email);
  await server.accept(bruno.email, bruno);
  const people = page.getByRole("table", { name: en("settings.members") });
  await expect(people.getByRole("row").filter({ hasText: bruno.email })).toContainText(en("words.support"));
  await expect(page.getByText(en("settings.no_invites"), { exact: true })).toBeVisible();

  const theirs = await visitor();
  await signIn(theirs, bruno);
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await open(theirs, "/");
  await expect(theirs.getByRole("link", { name: "Alder Works", exact: true })).toBeVisible();
  for (const status of [401, 403, 404]) console.provokes(status, "/api/v1/");
  const members = await server.get<{ items: { id: string; email: string }[] }>("/reseller/members", owner.access_token);
  await server.remove(`/reseller/members/${members.items.find((member) => member.email === bruno.email)?.id}`, owner.access_token);
  await expect(people.getByRole("row").filter({ hasText: bruno.email })).toHaveCount(0);
  await expect(theirs.getByRole("link", { name: "Alder Works", exact: true })).toHaveCount(0);
});

test("a menu that is open stays, with the focus in it, while its row changes", async ({ page, owner, server }) => {
  const token = owner.access_token;
  type Items = { items: { id: string; email: string }[] };
  const idOf = async (list: string, email: string) =>
    (await server.get<Items>(list, token)).items.find((item) => item.email === email)?.id ?? "";
  /** Opens a row's menu, goes into it by keyboard, lets something happen to the row, and looks whether all is as it was. */
  const stays = async (of: Locator, entry: string, happens: () => Promise<void>) => {
    const first = page.locator(".menu:popover-open").getByRole("button", { name: entry });
    await of.locator("button[popovertarget]").click();
    await page.keyboard.press("Tab");
    await expect(first).toBeFocused();
    await happens();
    await expect(first).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(first).toHaveCount(0);
  };
  const row = (table: string, email: string) => page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: email });

  const camille = { full_name: "Camille Mercier", email: "camille@mercier.example" };
  const made = await server.subscribe(token, { company_name: "Alder Works", contact: camille });
  const luc = { full_name: "Luc Mercier", email: "luc@mercier.example" };
  await server.post(`/subscriptions/${made.id}/invites`, { ...luc, role: "editor", locale: "en" }, token);
  await server.mail.waitFor(luc.email);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  const delivered = page.locator(".timeline li").filter({ hasText: en("events.invite_delivered", { name: luc.full_name }) });
  await expect(delivered).toHaveCount(1);
  await stays(row(en("members.title"), luc.email), en("members.resend"), async () => {
    const invites = `/subscriptions/${made.id}/invites`;
    await server.post(`${invites}/${await idOf(invites, luc.email)}/resend`, {}, token);
    await expect(delivered).toHaveCount(2);
  });
  await server.accept(luc.email, { full_name: luc.full_name, password: "copper-lantern-drizzle-58" }, 2);
  const people = (text: string) => row(en("members.title"), luc.email).filter({ hasText: text });
  await expect(people(en("members.joined"))).toHaveCount(1);
  await stays(row(en("members.title"), luc.email), en("members.change_role"), async () => {
    const members = `/subscriptions/${made.id}/members`;
    await server.patch(`${members}/${await idOf(members, luc.email)}`, { role: "admin" }, token);
    await expect(people(en("words.customer_admin"))).toHaveCount(1);
  });

  const bruno = { full_name: "Bruno Baert", email: "bruno@northwind.example" };
  await server.post("/reseller/invites", { ...bruno, role: "support", locale: "en" }, token);
  await server.mail.waitFor(bruno.email);
  await open(page, "/settings?section=team");
  await stays(row(en("settings.invites"), bruno.email), en("settings.resend"), async () => {
    await server.post(`/reseller/invites/${await idOf("/reseller/invites", bruno.email)}/resend`, {}, token);
    await server.mail.waitFor(bruno.email, { count: 2 });
    await expect(row(en("settings.invites"), bruno.email)).toContainText(en("settings.delivery_sent"));
  });
  await server.accept(bruno.email, { full_name: bruno.full_name, password: "granite-teapot-lantern-41" }, 2);
  const team = (text: string) => row(en("settings.members"), bruno.email).filter({ hasText: text });
  await expect(team(en("words.support"))).toHaveCount(1);
  await stays(row(en("settings.members"), bruno.email), en("settings.change_role"), async () => {
    await server.patch(`/reseller/members/${await idOf("/reseller/members", bruno.email)}`, { role: "billing" }, token);
    await expect(team(en("words.billing"))).toHaveCount(1);
  });
});
