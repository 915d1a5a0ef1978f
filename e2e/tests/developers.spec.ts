// The page for those who drive Countersign by programs: API keys, and a first request.

import type { APIRequestContext, Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, open, signIn, test } from "../support/test.js";
import { en, fr } from "../support/words.js";

const keys = (page: Page) => page.getByRole("table", { name: en("developers.keys") });
const row = (page: Page, name: string) => keys(page).getByRole("row").filter({ hasText: name });

/** What a program with this key gets. */
async function status(request: APIRequestContext, key: string, path = "/api/v1/subscriptions"): Promise<number> {
  return (await request.get(path, { headers: { Authorization: `Bearer ${key}` } })).status();
}

test("a key is made, shown once, used, and revoked, and a colleague sees it", async ({ page, owner, visitor, playwright, baseURL }) => {
  const theirs = await visitor();
  await signIn(theirs, owner);
  await open(theirs, "/developers");
  await signIn(page, owner);
  await page.goto("/");
  await page.getByRole("navigation", { name: en("shell.main_navigation") }).getByRole("link", { name: en("developers.title") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("developers.title") })).toBeVisible();
  await expect(page.getByText(en("developers.no_keys"), { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: en("developers.new_key") }).click();
  const dialog = page.getByRole("dialog", { name: en("developers.new_key") });
  await expect(dialog.getByLabel(en("developers.name"))).toBeFocused();
  await expect(dialog.getByRole("checkbox", { name: en("developers.scope_read") })).toBeChecked();
  await dialog.getByRole("checkbox", { name: en("developers.scope_read") }).uncheck();
  await dialog.getByRole("button", { name: en("developers.create") }).click();
  await expect(dialog.getByLabel(en("developers.name"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await expect(dialog.getByRole("checkbox", { name: en("developers.scope_write") })).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await expectAccessible(page);
  await dialog.getByLabel(en("developers.name")).fill("CRM sync");
  await dialog.getByRole("checkbox", { name: en("developers.scope_read") }).check();
  await dialog.getByRole("checkbox", { name: en("developers.scope_billing") }).check();
  await dialog.getByLabel(en("developers.expires")).selectOption("30");
  await dialog.getByRole("button", { name: en("developers.create") }).click();

  const shown = page.getByRole("dialog", { name: en("developers.secret_title", { name: "CRM sync" }) });
  await expect(shown).toContainText(en("developers.secret_warning"));
  const key = (await shown.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^ck_[\w-]{43}$/);
  await expectAccessible(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shown.getByRole("button", { name: en("developers.copy_key") }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await shown.getByRole("button", { name: en("developers.secret_done") }).click();
  await expect(shown).toBeHidden();
  expect(await page.content()).not.toContain(key);
  await expect(row(theirs, "CRM sync")).toContainText(en("developers.state_active"));
  await row(theirs, "CRM sync").getByRole("button").focus();

  const program = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  expect(await status(program, key)).toBe(200);
  expect(await status(program, key, "/api/v1/me")).toBe(403);
  const made = row(page, "CRM sync");
  for (const text of [en("developers.scope_read"), en("developers.scope_billing"), en("developers.state_active"), key.slice(0, 11)]) await expect(made).toContainText(text);
  await expect(made).not.toContainText(en("developers.scope_write"));
  await expect
    .poll(async () => {
      await page.reload();
      await expect(made).toBeVisible();
      return made.locator("time").count();
    })
    .toBe(1);
  await expectAccessible(page);

  await made.getByRole("button", { name: en("developers.revoke_label", { name: "CRM sync" }) }).click();
  const confirm = page.getByRole("dialog", { name: en("developers.revoke_title", { name: "CRM sync" }) });
  await expectAccessible(page);
  await confirm.getByRole("button", { name: en("developers.revoke"), exact: true }).click();
  await expect(page.getByText(en("developers.revoked", { name: "CRM sync" }))).toBeVisible();
  for (const view of [page, theirs]) {
    await expect(row(view, "CRM sync")).toContainText(en("developers.state_revoked"));
    await expect(row(view, "CRM sync").getByRole("button")).toHaveCount(0);
  }
  expect(await status(program, key)).toBe(401);
  await program.dispose();

  await page.goto("/activity");
  await expect(page.getByText(en("events.api_key_created", { actor: owner.full_name, name: "CRM sync" }))).toBeVisible();
  await expect(page.getByText(en("events.api_key_revoked", { actor: owner.full_name, name: "CRM sync" }))).toBeVisible();
});

test("what a program did is told under the name of its key", async ({ page, owner, server }) => {
  const body = { name: "CRM sync", scopes: ["write"] };
  const { key } = await server.post<{ key: string }>("/reseller/api-keys", body, owner.access_token);
  await server.subscribe(key, { company_name: "Alder Works" });
  await signIn(page, owner);
  await page.goto("/activity");
  await expect(page.getByText(en("events.named_created", { actor: "CRM sync", name: "Alder Works" }))).toBeVisible();
});

test("the first request has this installation's address, and the reference is a page of its own", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/developers");
  await expect(page.locator("pre")).toContainText(`curl ${server.url}/api/v1/subscriptions`);
  await page.getByRole("link", { name: en("developers.reference") }).click();
  await expect(page).toHaveURL(`${server.url}/docs/`);
  await expect(page.getByText("/api/v1/reseller/api-keys", { exact: true }).first()).toBeVisible();
});

test("who does not manage the team finds no such page", async ({ owner, server, visitor }) => {
  const bruno = { full_name: "Bruno Brandt", email: "bruno@northwind.example", password: "copper-lantern-drizzle-58" };
  await server.post("/reseller/invites", { full_name: bruno.full_name, email: bruno.email, role: "support", locale: "fr" }, owner.access_token);
  await server.accept(bruno.email, bruno);
  const theirs = await visitor({ locale: "fr-BE" });
  await signIn(theirs, bruno);
  await theirs.goto("/developers");
  await expect(theirs.getByRole("heading", { level: 1, name: fr("shell.not_found_title") })).toBeVisible();
  await expect(theirs.getByRole("link", { name: fr("developers.title") })).toHaveCount(0);
});
