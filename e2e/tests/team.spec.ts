// The reseller's own people.

import { link } from "../support/mail.js";
import { expect, signIn, test } from "../support/test.js";
import { OWNER, type Server } from "../support/server.js";
import { en, fr } from "../support/words.js";

const BRUNO = { full_name: "Bruno Brandt", email: "bruno@northwind.example", password: "copper-lantern-drizzle-58" };

async function hire(server: Server, token: string, role: string): Promise<void> {
  await server.post("/reseller/invites", { full_name: BRUNO.full_name, email: BRUNO.email, role, locale: "en" }, token);
  await server.accept(BRUNO.email, BRUNO);
}

test("a colleague is invited with a role, accepts, and works with that role's rights", async ({ page, owner, server, visitor }) => {
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  await page.goto("/settings?section=team");
  await expect(page.getByText(en("settings.no_invites"), { exact: true })).toBeVisible();
  await page.getByRole("button", { name: en("settings.invite") }).click();
  const dialog = page.getByRole("dialog", { name: en("settings.invite") });
  await dialog.getByRole("button", { name: en("settings.invite_action") }).click();
  await expect(dialog.getByLabel(en("auth.email"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await dialog.getByLabel(en("auth.full_name")).fill(BRUNO.full_name);
  await dialog.getByLabel(en("auth.email")).fill(BRUNO.email);
  await dialog.getByRole("radio", { name: en("words.support") }).check();
  await dialog.getByLabel(en("settings.mail_language")).selectOption("fr");
  await dialog.getByRole("button", { name: en("settings.invite_action") }).click();
  await expect(page.getByText(en("settings.invite_sent", { email: BRUNO.email }))).toBeVisible();
  const invites = page.getByRole("table", { name: en("settings.invites") });
  await expect(invites).toContainText(BRUNO.email);
  // Without a reload: the page looks again while a mail is on its way.
  await expect(invites.getByText(en("settings.delivery_sent"), { exact: true })).toBeVisible();

  const theirs = await visitor({ locale: "fr-BE" });
  await theirs.goto(link(await server.mail.waitFor(BRUNO.email), "/invites/accept#"));
  await expect(theirs.getByRole("heading", { level: 1, name: fr("invites.title", { name: OWNER.reseller_name }) })).toBeVisible();
  await theirs.getByLabel(fr("auth.password"), { exact: true }).fill(BRUNO.password);
  await theirs.getByRole("button", { name: fr("invites.accept") }).click();
  await expect(theirs.getByRole("link", { name: "Alder Works" }).first()).toBeVisible();
  await expect(theirs.getByRole("button", { name: fr("subscriptions.new") })).toHaveCount(0);
  await theirs.keyboard.press("n");
  await expect(theirs.getByRole("dialog")).toHaveCount(0);
  await theirs.goto("/settings");
  await expect(theirs.getByRole("link", { name: fr("settings.profile") })).toBeVisible();
  await expect(theirs.getByRole("link", { name: fr("settings.team") })).toHaveCount(0);

  await page.reload();
  const people = page.getByRole("table", { name: en("settings.members") });
  await expect(people.getByRole("row").filter({ hasText: BRUNO.email })).toContainText(en("words.support"));
  await expect(page.getByText(en("settings.no_invites"), { exact: true })).toBeVisible();
});

test("another role counts at once, and who is removed is out", async ({ page, owner, server, visitor, console }) => {
  await hire(server, owner.access_token, "support");
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  await page.goto("/settings?section=team");
  const row = page.getByRole("table", { name: en("settings.members") }).getByRole("row").filter({ hasText: BRUNO.email });
  const dialog = page.getByRole("dialog");
  const theirs = await visitor();
  await signIn(theirs, BRUNO);
  await theirs.goto(`/subscriptions/${made.id}`);
  await expect(theirs.getByRole("heading", { level: 1, name: "Alder Works" })).toBeVisible();
  await expect(theirs.getByRole("button", { name: en("subscriptions.activate") })).toHaveCount(0);

  await page.getByRole("button", { name: en("settings.row_actions", { name: BRUNO.full_name }) }).click();
  await page.getByRole("button", { name: en("settings.change_role") }).click();
  await dialog.getByRole("radio", { name: en("words.billing") }).check();
  await dialog.getByRole("button", { name: en("common.save") }).click();
  await expect(page.getByText(en("settings.role_changed", { name: BRUNO.full_name, role: en("words.billing") }))).toBeVisible();
  await expect(row).toContainText(en("words.billing"));
  await theirs.reload();
  await expect(theirs.getByRole("button", { name: en("subscriptions.activate") })).toBeVisible();
  await expect(theirs.getByRole("button", { name: en("subscriptions.end_trial") })).toHaveCount(0);

  await page.getByRole("button", { name: en("settings.row_actions", { name: BRUNO.full_name }) }).click();
  await page.getByRole("button", { name: en("settings.remove") }).click();
  await expect(dialog).toContainText(en("settings.remove_title", { name: BRUNO.full_name }));
  await dialog.getByRole("button", { name: en("settings.remove") }).click();
  await expect(page.getByText(en("settings.removed", { name: BRUNO.full_name }))).toBeVisible();
  await expect(row).toHaveCount(0);
  for (const status of [401, 403, 404]) console.provokes(status, "/api/v1/");
  await theirs.reload();
  await expect(theirs.getByText("Alder Works")).toHaveCount(0);
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
});

test("nobody locks themselves out: one's own row has no menu, and an administrator can't touch owners", async ({ page, owner, server, visitor }) => {
  await hire(server, owner.access_token, "admin");
  await signIn(page, owner);
  await page.goto("/settings?section=team");
  await expect(page.getByRole("button", { name: en("settings.row_actions", { name: BRUNO.full_name }) })).toBeVisible();
  await expect(page.getByRole("button", { name: en("settings.row_actions", { name: OWNER.full_name }) })).toHaveCount(0);
  const theirs = await visitor();
  await signIn(theirs, BRUNO);
  await theirs.goto("/settings?section=team");
  await expect(theirs.getByRole("table", { name: en("settings.members") })).toContainText(OWNER.email);
  await expect(theirs.getByRole("button", { name: en("settings.row_actions", { name: OWNER.full_name }) })).toHaveCount(0);
  await theirs.getByRole("button", { name: en("settings.invite") }).click();
  await expect(theirs.getByRole("dialog").getByRole("radio")).toHaveCount(3);
});

test("an open invite of the team is sent again and withdrawn", async ({ page, owner, server }) => {
  await server.post("/reseller/invites", { full_name: BRUNO.full_name, email: BRUNO.email, role: "billing", locale: "en" }, owner.access_token);
  await server.mail.waitFor(BRUNO.email);
  await signIn(page, owner);
  await page.goto("/settings?section=team");
  const menu = page.getByRole("button", { name: en("settings.row_actions", { name: BRUNO.full_name }) });
  await menu.click();
  await page.getByRole("button", { name: en("settings.resend") }).click();
  await expect(page.getByText(en("settings.invite_resent", { email: BRUNO.email }))).toBeVisible();
  await server.mail.waitFor(BRUNO.email, { count: 2 });
  await menu.click();
  await page.getByRole("button", { name: en("settings.revoke") }).click();
  await page.getByRole("dialog").getByRole("button", { name: en("settings.revoke") }).click();
  await expect(page.getByText(en("settings.invite_revoked", { email: BRUNO.email }))).toBeVisible();
  await expect(page.getByText(en("settings.no_invites"), { exact: true })).toBeVisible();
});

test("more open invites than a page holds come when they are asked for, and accepted ones take no place", async ({ page, owner, server }) => {
  await hire(server, owner.access_token, "support");
  for (let n = 1; n <= 51; n += 1) {
    await server.post("/reseller/invites", { full_name: `Person ${n}`, email: `person-${n}@northwind.example`, role: "support", locale: "en" }, owner.access_token);
  }
  await signIn(page, owner);
  await page.goto("/settings?section=team");
  const rows = page.getByRole("table", { name: en("settings.invites") }).getByRole("row");
  await expect(rows).toHaveCount(51);
  await page.getByRole("button", { name: en("members.more") }).click();
  await expect(rows).toHaveCount(52);
  await expect(page.getByRole("button", { name: en("members.more") })).toHaveCount(0);
  await expect(page.getByText("person-1@northwind.example", { exact: true })).toBeVisible();
});
