// Invites, from the side of those who are invited, and what they see afterwards.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { link } from "../support/mail.js";
import { OWNER, type Server, type Subscription } from "../support/server.js";
import { expect, signIn, test } from "../support/test.js";
import { en, words } from "../support/words.js";

const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };
const COMPANY = "Alder Works";

const subscribe = (server: Server, token: string, more: object = {}) =>
  server.subscribe(token, { company_name: COMPANY, contact: { full_name: ANNA.full_name, email: ANNA.email }, ...more });
const address = async (server: Server, email: string, count = 1) => link(await server.mail.waitFor(email, { count }), "/invites/accept#");
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("a new account is made with name, phone and a strong password", async ({ page, owner, server, console }) => {
  await subscribe(server, owner.access_token);
  await page.goto(await address(server, ANNA.email));
  await expect(heading(page, en("invites.title", { name: COMPANY }))).toBeVisible();
  await expect(page).toHaveURL("/invites/accept");
  await expect(page.getByText(en("invites.for_customer_by", { inviter: OWNER.full_name, company: COMPANY }))).toBeVisible();
  await expect(page.getByText(en("words.microsoft_365"))).toBeVisible();
  const password = page.getByLabel(en("auth.password"), { exact: true });
  const accept = page.getByRole("button", { name: en("invites.accept") });

  await page.getByLabel(en("auth.full_name")).fill("");
  await page.getByLabel(en("auth.phone")).fill("no");
  await password.fill("short");
  await accept.click();
  await expect(page.getByLabel(en("auth.full_name"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await expect(page.getByLabel(en("auth.phone"))).toHaveAccessibleDescription(new RegExp(en("faults.invalid_phone")));
  await expect(password).toHaveAccessibleDescription(new RegExp(en("faults.too_short", { min: 12 })));

  await page.getByLabel(en("auth.full_name")).fill("Anna M. Alder");
  await page.getByLabel(en("auth.phone")).fill("+44 20 7946 0123");
  const meter = page.locator(".meter");
  for (const [typed, sentence, level] of [
    ["aaaaaaaaaaaa", "auth.strength_weak", "1"],
    [ANNA.password, "auth.strength_strong", "4"],
  ] as const) {
    await password.fill(typed);
    await expect(page.getByText(en(sentence))).toBeVisible();
    await expect(meter).toHaveAttribute("data-level", level);
  }
  // Twelve characters and easily guessed: the server has the last word.
  await password.fill("password1234");
  console.provokes(422, "/invites/accept");
  await accept.click();
  await expect(password).toHaveAccessibleDescription(/easy to guess/);
  await password.fill(ANNA.password);
  await accept.click();
  await expect(heading(page, en("customers.title"))).toBeVisible();
  await expect(page.getByText(en("invites.your_welcome", { name: "Anna M. Alder" }))).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: COMPANY })).toBeVisible();
});

test("the mail's language is the page's where the reader's browser says nothing else", async ({ owner, server, visitor }) => {
  await subscribe(server, owner.access_token, { locale: "nl" });
  const page = await visitor({ locale: "ja-JP" });
  await page.goto(await address(server, ANNA.email));
  await expect(heading(page, words("nl")("invites.title", { name: COMPANY }))).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "nl");
});

test("an address that has an account accepts with its password, and then sees both subscriptions", async ({ page, owner, server, console }) => {
  await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await subscribe(server, owner.access_token, { company_name: "Alder Print", product: "google_workspace" });
  await page.goto(await address(server, ANNA.email, 2));
  await expect(page.getByText(en("invites.have_account"))).toBeVisible();
  const password = page.getByLabel(en("auth.password"), { exact: true });
  await password.fill("not-the-password-at-all");
  console.provokes(401, "/auth/login");
  await page.getByRole("button", { name: en("invites.sign_in_and_accept") }).click();
  await expect(page.getByRole("alert")).toHaveText(en("problems.invalid_credentials"));
  await password.fill(ANNA.password);
  await page.getByRole("button", { name: en("invites.sign_in_and_accept") }).click();
  await expect(heading(page, en("customers.title"))).toBeVisible();
  for (const company of [COMPANY, "Alder Print"]) await expect(page.getByRole("heading", { level: 2, name: company })).toBeVisible();
});

test("who is signed in already accepts with a press", async ({ page, owner, server }) => {
  await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await subscribe(server, owner.access_token, { company_name: "Alder Print" });
  await signIn(page, ANNA);
  await page.goto(await address(server, ANNA.email, 2));
  await page.getByRole("button", { name: en("invites.accept_as", { name: ANNA.full_name }) }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Alder Print" })).toBeVisible();
});

test("an invite of somebody else's account is not accepted by who happens to be signed in", async ({ page, owner, server }) => {
  await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await subscribe(server, owner.access_token, { company_name: "Alder Print" });
  await signIn(page, owner);
  await page.goto(await address(server, ANNA.email, 2));
  await expect(page.getByText(en("invites.as_other", { email: owner.email }))).toBeVisible();
  await page.getByRole("button", { name: en("invites.sign_out_and_go_on") }).click();
  await expect(page.getByText(en("invites.have_account"))).toBeVisible();
  await page.getByLabel(en("auth.password"), { exact: true }).fill(ANNA.password);
  await page.getByRole("button", { name: en("invites.sign_in_and_accept") }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Alder Print" })).toBeVisible();
});

test("links that no longer work say why, and what to do", async ({ page, owner, server, console }) => {
  const made = await subscribe(server, owner.access_token);
  const used = await address(server, ANNA.email);
  await server.accept(ANNA.email, ANNA);
  const invite = async (email: string) => {
    const person = { full_name: "Ben Beech", email, role: "editor", locale: "en" };
    return server.post<{ id: string }>(`/subscriptions/${made.id}/invites`, person, owner.access_token);
  };
  const withdrawn = await invite("ben@alder.example");
  const revoked = await address(server, "ben@alder.example");
  await server.remove(`/subscriptions/${made.id}/invites/${withdrawn.id}`, owner.access_token);
  const again = await invite("cleo@alder.example");
  const replaced = await address(server, "cleo@alder.example");
  await server.post(`/subscriptions/${made.id}/invites/${again.id}/resend`, {}, owner.access_token);
  const renewed = await address(server, "cleo@alder.example", 2);
  await invite("dina@alder.example");
  const expired = await address(server, "dina@alder.example");
  server.sql("UPDATE invites SET expires_at = created_at - 1 WHERE email_key = 'dina@alder.example'");

  console.provokes(409, "/invites/lookup");
  console.provokes(410, "/invites/lookup");
  console.provokes(404, "/invites/lookup");
  console.provokes(422, "/invites/lookup");
  for (const [where, title, advice] of [
    [used, "invites.used_title", "invites.used_advice"],
    [revoked, "invites.withdrawn_title", "invites.withdrawn_advice"],
    [replaced, "invites.withdrawn_title", "invites.withdrawn_advice"],
    [expired, "invites.expired_title", "invites.expired_advice"],
    [used.replace(/#.*/, `#${"x".repeat(43)}`), "invites.unknown_title", "invites.unknown_advice"],
    [used.replace(/#.*/, ""), "invites.unknown_title", "invites.unknown_advice"],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(where);
    await expect(heading(page, en(title)), where).toBeVisible();
    await expect(page.getByText(en(advice))).toBeVisible();
    await expect(page.getByRole("link", { name: en("auth.to_sign_in") })).toBeVisible();
  }
  await page.goto("about:blank");
  await page.goto(renewed);
  await expect(heading(page, en("invites.title", { name: COMPANY }))).toBeVisible();
});

test("the sentence names who invites, also where that is one of the customer's own people", async ({ page, owner, server }) => {
  const made = await subscribe(server, owner.access_token);
  const { access_token: token } = await server.accept(ANNA.email, ANNA);
  await server.post(`/subscriptions/${made.id}/invites`, { full_name: "Ben Beech", email: "ben@alder.example", role: "editor", locale: "en" }, token);
  await page.goto(await address(server, "ben@alder.example"));
  await expect(page.getByText(en("invites.for_customer_by", { inviter: ANNA.full_name, company: COMPANY }))).toBeVisible();
  const served = page.locator("dl > div").filter({ hasText: en("customers.reseller") });
  await expect(served).toContainText(OWNER.reseller_name);
});

test("a second link that is opened in the same tab takes the place of the first", async ({ page, owner, server }) => {
  await subscribe(server, owner.access_token);
  const first = await address(server, ANNA.email);
  await server.subscribe(owner.access_token, { company_name: "Birch & Bay Ltd", contact: { full_name: "Bea Birch", email: "bea@birch.example" } });
  const second = await address(server, "bea@birch.example");
  await page.goto(first);
  await expect(heading(page, en("invites.title", { name: COMPANY }))).toBeVisible();
  await page.goto(second);
  await expect(heading(page, en("invites.title", { name: "Birch & Bay Ltd" }))).toBeVisible();
  await expect(page.getByLabel(en("invites.user_name"))).toHaveValue("bea@birch.example");
  expect(page.url()).toBe(`${server.url}/invites/accept`);
});

test("an account of the other side can't accept, and is told so after it has signed in", async ({ page, owner, server, console }) => {
  await server.subscribe(owner.access_token, { company_name: COMPANY, contact: { full_name: owner.full_name, email: owner.email } });
  await page.goto(await address(server, owner.email));
  await page.getByLabel(en("auth.password"), { exact: true }).fill(owner.password);
  console.provokes(409, "/invites/accept");
  await page.getByRole("button", { name: en("invites.sign_in_and_accept") }).click();
  await expect(page.getByRole("alert")).toContainText(en("problems.account_elsewhere"));
  await expect(page.getByRole("button", { name: en("invites.accept_as", { name: owner.full_name }) })).toBeVisible();
  await expectAccessible(page);
});

test("a customer's landing page says what it can't load, and its skeletons end", async ({ page, owner, server, console }) => {
  await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await signIn(page, ANNA);
  const list = "**/api/v1/subscriptions?*";
  const json = { type: "/problems/forbidden", title: "Forbidden", status: 403, detail: "No", instance: "request-7", code: "forbidden" };
  console.provokes(403, "/subscriptions?");
  await page.route(list, (route) => route.fulfill({ status: 403, contentType: "application/problem+json", json }));
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 2, name: COMPANY })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(en("common.request_id", { id: "request-7" }));
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await expectAccessible(page);
  await page.unroute(list);
  await page.getByRole("button", { name: en("common.retry") }).click();
  await expect(page.getByText(en("subscriptions.row_trial_days", { count: 14 }))).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.route(list, (route) => route.fulfill({ json: { items: [], next_cursor: null, prev_cursor: null, total: 0 } }));
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: COMPANY })).toBeVisible();
  await expect(page.locator(".skeleton")).toHaveCount(0);
});

test("an invite that is withdrawn while it is read is refused when it is accepted", async ({ page, owner, server, console }) => {
  const made = await subscribe(server, owner.access_token);
  await page.goto(await address(server, ANNA.email));
  await page.getByLabel(en("auth.password"), { exact: true }).fill(ANNA.password);
  const invites = await server.get<{ items: { id: string }[] }>(`/subscriptions/${made.id}/invites`, owner.access_token);
  await server.remove(`/subscriptions/${made.id}/invites/${invites.items[0]?.id}`, owner.access_token);
  console.provokes(409, "/invites/accept");
  await page.getByRole("button", { name: en("invites.accept") }).click();
  await expect(heading(page, en("invites.withdrawn_title"))).toBeVisible();
});

test("a customer's people see their own subscriptions, and nothing of plans, terms, payments or others", async ({ page, owner, server, console }) => {
  const own = await subscribe(server, owner.access_token, { plan: "pro", term: "annual" });
  const { access_token: token } = await server.accept(ANNA.email, ANNA);
  const active = await subscribe(server, owner.access_token, { company_name: "Alder Print" });
  await server.accept(ANNA.email, { token }, 2);
  const other = await server.subscribe(owner.access_token, { company_name: "Somebody Else Ltd" });
  await server.post(`/subscriptions/${active.id}/activate`, { plan: "starter", term: "monthly" }, owner.access_token);

  const told: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/api/v1/")) told.push(await response.text().catch(() => ""));
  });
  await signIn(page, ANNA);
  const secret = /\b(plan|pro|starter|standard|annual|monthly|payment|price|billing|cost|invoice|€|\$)\b/i;
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 2, name: COMPANY })).toBeVisible();
  await expect(page.getByText(/^Trial, \d+ days? left$/).first()).toBeVisible();
  await expect(page.locator("body")).not.toContainText("Somebody Else Ltd");
  await expect(page.locator("body")).not.toContainText(secret);
  const navigation = page.getByRole("navigation", { name: en("shell.main_navigation") });
  await expect(navigation.getByRole("link")).toHaveText([en("shell.subscriptions"), en("shell.settings")]);

  await page.getByRole("link", { name: en("customers.open_label", { company: COMPANY }) }).click();
  await expect(heading(page, COMPANY)).toBeVisible();
  await expect(page.getByRole("table", { name: en("members.title") })).toContainText(ANNA.email);
  await expect(page.locator("body")).not.toContainText(secret);
  await expect(page.getByRole("heading", { name: en("subscriptions.danger") })).toHaveCount(0);
  await expect(page.getByRole("button", { name: en("subscriptions.edit"), exact: true })).toHaveCount(0);

  for (const path of ["/settings", "/settings?section=team", "/settings?section=company"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 2, name: en("settings.profile") })).toBeVisible();
    await expect(page.getByRole("link", { name: en("settings.team") })).toHaveCount(0);
  }
  console.provokes(404, `/subscriptions/${other.id}`);
  for (const path of [`/subscriptions/${other.id}`, "/archived", "/activity"]) {
    await page.goto(path);
    await expect(heading(page, en("shell.not_found_title"))).toBeVisible();
  }
  // Nor in what the server told this browser.
  expect(told.length).toBeGreaterThan(3);
  expect(told.join("\n")).toContain(COMPANY);
  expect(told.join("\n")).not.toMatch(/"(plan|term|next_payment_date|scheduled_changes|amount|currency)"|Somebody Else/);
  expect(await server.get<Subscription>(`/subscriptions/${own.id}`, token)).not.toHaveProperty("plan");
});

test("an administrator of the customer invites and removes people; an editor can't", async ({ page, owner, server, visitor }) => {
  const made = await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await signIn(page, ANNA);
  await page.goto(`/subscriptions/${made.id}`);
  await page.getByRole("button", { name: en("members.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("members.full_name")).fill("Ben Beech");
  await dialog.getByLabel(en("members.email")).fill("ben@alder.example");
  await dialog.getByRole("button", { name: en("members.add_action") }).click();
  await expect(page.getByText(en("members.sent_to", { email: "ben@alder.example" }))).toBeVisible();
  const ben = { email: "ben@alder.example", full_name: "Ben Beech", password: "marble-sparrow-quilt-27" };
  await server.accept(ben.email, ben);

  const editor = await visitor();
  await signIn(editor, ben);
  await editor.goto(`/subscriptions/${made.id}`);
  await expect(heading(editor, COMPANY)).toBeVisible();
  await expect(editor.getByText(en("words.microsoft_365"))).toBeVisible();
  await expect(editor.getByRole("button", { name: en("members.add") })).toHaveCount(0);
  await expect(editor.getByText(ANNA.email)).toHaveCount(0);

  await page.reload();
  await page.getByRole("button", { name: en("members.row_actions", { name: "Ben Beech" }) }).click();
  await page.getByRole("button", { name: en("members.remove"), exact: true }).click();
  await dialog.getByRole("button", { name: en("members.remove"), exact: true }).click();
  await expect(page.getByText(en("members.removed", { name: "Ben Beech" }))).toBeVisible();
  await editor.goto("/");
  await expect(editor.getByText(en("customers.empty"), { exact: true })).toBeVisible();
});
