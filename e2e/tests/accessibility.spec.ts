// Every page, held to what axe can find: in light and dark, at 1280 and at 390 px, and no wider than a phone of 360 px.
// The pages of the journey are held to it there; these are all the others, full of data where they show any.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { link } from "../support/mail.js";
import { OWNER } from "../support/server.js";
import { demoTest, expect, hold, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const heading = (page: Page, name: string) => expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };

demoTest("the full list, its menus and its empty answer", async ({ page }) => {
  await signIn(page);
  await page.goto("/");
  await expect(page.getByRole("row").nth(50)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: en("subscriptions.columns") }).click();
  await expectAccessible(page);
  await page.goto("/?q=no+such+customer");
  await expect(page.getByText(en("subscriptions.none_found"), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: en("subscriptions.shortcuts") })).toBeVisible();
  await expectAccessible(page);
});

demoTest("a subscription in every state that there is", async ({ page, server }) => {
  await signIn(page);
  const { access_token: token } = await server.post<{ access_token: string }>("/auth/login", { email: OWNER.email, password: OWNER.password });
  const { by_status } = await server.get<{ by_status: { status: string; count: number }[] }>("/subscriptions/summary", token);
  const states = [...new Set(by_status.filter(({ count }) => count > 0).map(({ status }) => `status=${status}`))];
  expect(states).toEqual(expect.arrayContaining(["status=trial", "status=active", "status=cancel_pending"]));
  for (const filter of [...states, "archived=true"]) {
    const { items } = await server.get<{ items: { id: string; company_name: string }[] }>(`/subscriptions?limit=1&${filter}`, token);
    await page.goto(`/subscriptions/${items[0]?.id}`);
    await heading(page, items[0]?.company_name ?? filter);
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page);
  }
});

demoTest("archive and activity, full", async ({ page }) => {
  await signIn(page);
  for (const [path, name] of [
    ["/archived", en("subscriptions.archive_caption")],
    ["/activity", en("events.title")],
  ] as const) {
    await page.goto(path);
    await heading(page, name);
    await expect(page.getByRole("navigation", { name: en("common.pages") })).toBeVisible();
    await expectAccessible(page);
  }
});

demoTest("the settings, section by section, and the menu of the person", async ({ page }) => {
  await signIn(page);
  for (const section of ["profile", "sessions", "team", "company"]) {
    await page.goto(`/settings?section=${section}`);
    await heading(page, en("settings.title"));
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: new RegExp(`^${OWNER.full_name}`) }).click();
  await expectAccessible(page);
});

test("the developers' page, with keys in every state", async ({ page, owner, server }) => {
  for (const [name, scopes] of [
    ["CRM sync of the accounting department, nightly at two", ["read", "write", "billing"]],
    ["Dashboard", ["read"]],
  ] as const) {
    await server.post("/reseller/api-keys", { name, scopes, expires_at: "2099-12-31T00:00:00Z" }, owner.access_token);
  }
  await signIn(page, owner);
  await page.goto("/developers");
  await heading(page, en("developers.title"));
  await expect(page.getByRole("table", { name: en("developers.keys") })).toContainText("Dashboard");
  await expectAccessible(page);
});

test("the dialogs of the settings, with faults", async ({ page, owner, server }) => {
  await server.post("/reseller/invites", { ...ANNA, password: undefined, role: "billing", locale: "en" }, owner.access_token);
  await signIn(page, owner);
  const dialog = page.getByRole("dialog");
  for (const [section, opener] of [
    ["profile", en("settings.change_email")],
    ["profile", en("settings.change_password")],
    ["team", en("settings.invite")],
  ] as const) {
    await page.goto(`/settings?section=${section}`);
    await page.getByRole("button", { name: opener }).click();
    await dialog.locator("[type=submit]").click();
    await expect(dialog.locator("[aria-invalid=true]").first()).toBeFocused();
    await expectAccessible(page);
  }
  await page.goto("/settings?section=team");
  await page.getByRole("button", { name: en("settings.row_actions", { name: ANNA.full_name }) }).click();
  await page.getByRole("button", { name: en("settings.revoke") }).click();
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
});

test("the dialogs of a subscription, with faults", async ({ page, owner, server }) => {
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works", metadata: { region: "north" }, contact: { full_name: ANNA.full_name, email: ANNA.email } });
  await signIn(page, owner);
  await page.goto("/?new=1");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("switch").check();
  await dialog.getByRole("button", { name: en("subscriptions.create") }).click();
  await expect(dialog.locator("[aria-invalid=true]")).toHaveCount(5);
  await expectAccessible(page);
  await page.goto(`/subscriptions/${made.id}`);
  for (const [opener, fill] of [
    [en("subscriptions.edit"), en("subscriptions.company_name")],
    [en("members.add"), en("members.full_name")],
    [en("subscriptions.end_trial"), en("subscriptions.reason")],
  ] as const) {
    await page.getByRole("button", { name: opener, exact: true }).click();
    await dialog.getByLabel(fill).fill("");
    await dialog.locator("[type=submit]").click();
    await expect(dialog.locator("[aria-invalid=true]").first()).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

test("the pages for who is not signed in", async ({ page, owner, server, console }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: en("auth.sign_in") }).click();
  await expect(page.getByLabel(en("auth.email"))).toBeFocused();
  await expectAccessible(page);
  await page.goto("/setup");
  await heading(page, en("auth.setup_done_title"));
  await expectAccessible(page);
  await page.goto("/forgot-password");
  await heading(page, en("auth.forgot_title"));
  await expectAccessible(page);
  await page.getByLabel(en("auth.email")).fill(owner.email);
  await page.getByRole("button", { name: en("auth.forgot_action") }).click();
  await heading(page, en("auth.forgot_done_title"));
  await expectAccessible(page);
  await page.goto(link(await server.mail.waitFor(owner.email), "/reset-password#"));
  await page.getByLabel(en("auth.new_password"), { exact: true }).fill("password1234");
  await expect(page.getByText(en("auth.strength_weak"))).toBeVisible();
  await expectAccessible(page);
  await page.goto("/confirm-email#x");
  await heading(page, en("auth.confirm_email_title"));
  await expectAccessible(page);
  await page.goto("/confirm-email");
  await page.reload();
  await heading(page, en("auth.link_incomplete_title"));
  await expectAccessible(page);
  console.provokes(404, "/invites/lookup");
  await page.goto(`/invites/accept#${"x".repeat(43)}`);
  await heading(page, en("invites.unknown_title"));
  await expectAccessible(page);
});

test("accepting with an account, and as somebody else", async ({ page, owner, server }) => {
  const contact = { full_name: ANNA.full_name, email: ANNA.email };
  await server.subscribe(owner.access_token, { company_name: "Alder Works", contact });
  await server.accept(ANNA.email, ANNA);
  await server.subscribe(owner.access_token, { company_name: "Alder Print", contact });
  const invite = link(await server.mail.waitFor(ANNA.email, { count: 2 }), "/invites/accept#");
  await page.goto(invite);
  await expect(page.getByText(en("invites.have_account"))).toBeVisible();
  await expectAccessible(page);
  await page.goto("about:blank");
  await signIn(page, owner);
  await page.goto(invite);
  await expect(page.getByText(en("invites.as_other", { email: owner.email }))).toBeVisible();
  await expectAccessible(page);
});

test("a page that is not there, and a problem", async ({ page, owner, console }) => {
  await signIn(page, owner);
  await page.goto("/no/such/page");
  await heading(page, en("shell.not_found_title"));
  await expectAccessible(page);
  console.provokes(403, "/subscriptions?");
  await page.route("**/api/v1/subscriptions?*", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      json: { type: "/problems/forbidden", title: "Forbidden", status: 403, detail: "No", instance: "request-7", code: "forbidden" },
    }),
  );
  await page.goto("/?status=trial");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});

test("pages that have nothing to show yet", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/archived");
  await expect(page.getByText(en("subscriptions.archive_empty"), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.route("**/api/v1/events?*", (route) => route.fulfill({ json: { items: [], next_cursor: null, prev_cursor: null, total: 0 } }));
  await page.goto("/activity");
  await expect(page.getByText(en("events.empty"), { exact: true })).toBeVisible();
  await expectAccessible(page);

  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works", contact: { full_name: ANNA.full_name, email: ANNA.email } });
  await server.accept(ANNA.email, ANNA);
  await server.post(`/subscriptions/${made.id}/invites`, { full_name: "Ben Beech", email: "ben@alder.example", role: "admin", locale: "en" }, owner.access_token);
  await server.accept("ben@alder.example", { full_name: "Ben Beech", password: ANNA.password });
  const { items } = await server.get<{ items: { id: string; email: string }[] }>(`/subscriptions/${made.id}/members`, owner.access_token);
  await server.remove(`/subscriptions/${made.id}/members/${items.find(({ email }) => email === ANNA.email)?.id}`, owner.access_token);
  await page.context().clearCookies();
  await signIn(page, ANNA);
  await page.goto("/");
  await expect(page.getByText(en("customers.empty"), { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("what is being loaded is told as that, and figures that can't be loaded say why", async ({ page, owner, server, console }) => {
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  const held = await hold(page, "**/api/v1/subscriptions?*");
  const summary = "**/api/v1/subscriptions/summary";
  const json = { type: "/problems/forbidden", title: "Forbidden", status: 403, detail: "No", instance: "request-7", code: "forbidden" };
  console.provokes(403, "/subscriptions/summary");
  await page.route(summary, (route) => route.fulfill({ status: 403, contentType: "application/problem+json", json }));
  await page.goto("/?sort=-seats");
  const skeleton = page.getByRole("status").filter({ hasText: en("common.loading") });
  await expect(skeleton).toBeVisible();
  await expect(skeleton).toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("alert")).toContainText(en("common.request_id", { id: "request-7" }));
  await expectAccessible(page);
  held.release();
  await expect(page.getByRole("link", { name: "Alder Works", exact: true })).toBeVisible();
  await expect(skeleton).toHaveCount(0);
  await page.unroute(summary);
  await page.getByRole("alert").getByRole("button", { name: en("common.retry") }).click();
  await expect(page.getByRole("button", { name: new RegExp(en("subscriptions.tile_trial")) }).first()).toContainText("1");
  await expect(page.getByRole("alert")).toHaveCount(0);
});
