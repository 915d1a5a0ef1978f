// Access to a customer's Google Workspace: what the admin console asks for, the administrator, and a key of the customer's
// own, with a stand-in of Google.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { ADMINISTRATOR, GMAIL_SCOPES, Google, SCOPES } from "../support/google.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as base } from "../support/test.js";
import { en, words, type Say } from "../support/words.js";

const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };

const bare = base.extend<{ google: Google }>({
  google: async ({}, use) => {
    const google = await Google.start();
    await use(google);
    google.stop();
  },
  serverEnv: async ({ google }, use) => use(google.addresses),
});
/** With a service account of the installation. */
const test = bare.extend({ serverEnv: async ({ google }, use) => use(google.env) });

/** A subscription with a mode that needs access. */
async function wanting(server: Server, token: string): Promise<string> {
  const contact = { full_name: ANNA.full_name, email: ANNA.email };
  const made = await server.subscribe(token, { company_name: "Alder Works", product: "google_workspace", contact });
  await server.put(`/subscriptions/${made.id}/connection/modes/server_side`, { enabled: true }, token);
  return `/subscriptions/${made.id}`;
}

const step = (page: Page, say: Say = en) =>
  page
    .getByRole("region", { name: say("connections.mode_server_side") })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3, name: say("connections.step_service_account") }) });
const administrator = (page: Page, say: Say = en) => step(page, say).getByLabel(say("connections.administrator"));
const source = (page: Page, say: Say = en) => step(page, say).getByLabel(say("connections.service_account"), { exact: true });
const connect = (page: Page, say: Say = en) => step(page, say).getByRole("button", { name: say("connections.connect_google") });

async function name(page: Page, address: string, say: Say = en): Promise<void> {
  await administrator(page, say).fill(address);
  await connect(page, say).click();
}

test("the admin console's two values are copied, an administrator is named, and a second browser sees it arrive", async ({ page, owner, server, google, visitor }) => {
  const path = await wanting(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  const other = await visitor();
  await signIn(other, ANNA);
  await open(other, `${path}/connect`);
  await expect(connect(other)).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expectAccessible(page);
  for (const [what, value] of [
    ["copy_client_id", google.installation.clientId],
    ["copy_scopes", SCOPES.join(",")],
  ] as const) {
    await step(page).getByRole("button", { name: en(`connections.${what}`) }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(value);
  }
  const console_ = step(page).getByRole("link", { name: en("connections.open_console") });
  await expect(console_).toHaveAttribute("href", "https://admin.google.com/ac/owl/domainwidedelegation");
  await name(page, "ada");
  await expect(step(page)).toContainText(en("faults.invalid_email"));
  await name(page, ADMINISTRATOR);
  for (const browser of [page, other]) {
    await expect(step(browser)).toContainText(en("connections.step_failed"));
    await expect(step(browser)).toContainText(en("connections.error_delegation_missing"));
  }
  await expectAccessible(page);
  google.delegated.set(google.installation.clientId, SCOPES);
  await expect(administrator(page)).toHaveValue(ADMINISTRATOR);
  await connect(page).click();
  await expect(page.getByText(en("connections.consent_done", { organisation: "alder.example" }))).toBeVisible();
  for (const browser of [page, other]) {
    await expect(step(browser)).toContainText(en("connections.step_done"));
    await expect(step(browser)).toContainText(en("connections.connected_to", { organisation: "alder.example" }));
    await expect(step(browser)).toContainText(en("connections.access_given_by", { name: owner.full_name }));
    await expect(step(browser)).toContainText(en("connections.acts_as", { administrator: ADMINISTRATOR }));
    await expect(connect(browser)).toBeHidden();
  }
  // Another attempt that fails leaves access as it is.
  await step(page).getByText(en("connections.change_access")).click();
  await name(page, "bo@alder.example");
  await expect(page.getByText(en("connections.delegation_kept"))).toBeVisible();
  await expect(step(page)).toContainText(en("connections.acts_as", { administrator: ADMINISTRATOR }));
  await expectAccessible(page);
});

bare("a customer goes on in German with a service account of its own", async ({ page, owner, server, google, console }) => {
  const de = words("de");
  const path = await wanting(server, owner.access_token);
  const anna = await server.accept(ANNA.email, ANNA);
  await server.patch("/me", { locale: "de" }, anna.access_token);
  await signIn(page, ANNA);
  await open(page, `${path}/connect`);
  await expect(step(page, de)).toContainText(de("connections.no_google"));
  await expect(step(page, de)).not.toContainText("COUNTERSIGN_");
  await expect(source(page, de)).toHaveValue("own");
  await name(page, ADMINISTRATOR, de);
  await expect(step(page, de)).toContainText(de("faults.blank"));
  const file = step(page, de).locator('input[type="file"]');
  const json = (text: string) => ({ name: "key.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await file.setInputFiles(json('{"type": "authorized_user"}'));
  console.provokes(422, "/connection/service-account");
  await connect(page, de).click();
  await expect(step(page, de).getByText('"type": "service_account"')).toBeVisible();
  await expectAccessible(page);
  await file.setInputFiles(json("x".repeat(16 * 1024 + 1)));
  await expect(page.getByText(de("connections.key_too_large"))).toBeVisible();
  // The key is kept before the customer has delegated to it: its number is what there is to enter.
  await file.setInputFiles(google.file(google.own));
  await connect(page, de).click();
  await expect(step(page, de)).toContainText(de("connections.error_delegation_missing"));
  await expect(step(page, de)).toContainText(google.own.clientId);
  await expect(step(page, de)).toContainText(de("connections.key_file_kept"));
  google.delegated.set(google.own.clientId, SCOPES);
  await connect(page, de).click();
  await expect(step(page, de)).toContainText(de("connections.connected_to", { organisation: "alder.example" }));
  await expect(step(page, de)).toContainText(de("connections.access_given_by", { name: ANNA.full_name }));
  await expectAccessible(page);
});

test("client-side signatures ask for Gmail's settings besides, and are connected once these can be read", async ({ page, owner, server, google }) => {
  const path = await wanting(server, owner.access_token);
  await server.put(`${path}/connection/modes/server_side`, { enabled: false }, owner.access_token);
  await server.put(`${path}/connection/modes/client_side`, { enabled: true }, owner.access_token);
  google.people = [{ id: "1", customerId: "C03az79cb", primaryEmail: ADMINISTRATOR, name: { fullName: "Ada Alder" } }];
  google.delegated.set(google.installation.clientId, [...SCOPES, ...GMAIL_SCOPES]);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  const mode = page.getByRole("region", { name: en("connections.mode_client_side") });
  for (const scope of GMAIL_SCOPES) await expect(mode.getByText(scope, { exact: true }).first()).toBeVisible();
  await mode.getByLabel(en("connections.administrator")).fill(ADMINISTRATOR);
  await mode.getByRole("button", { name: en("connections.connect_google") }).click();
  const gmail = mode.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: en("connections.step_send_as") }) });
  await expect(gmail).toContainText(en("connections.step_done"), { timeout: 15_000 });
  await expect(gmail).toContainText(en("connections.found_out"));
  await expect(mode).toContainText(en("connections.state_connected"));
  await expectAccessible(page);
});

bare("without a service account the variable is named to the reseller's administrators", async ({ page, owner, server }) => {
  const path = await wanting(server, owner.access_token);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expect(step(page)).toContainText(en("connections.missing_setting", { variable: "COUNTERSIGN_GOOGLE_SERVICE_ACCOUNT" }));
});

test("who may not connect sees as whom the account acts, and no form", async ({ page, owner, server, google }) => {
  const path = await wanting(server, owner.access_token);
  google.delegated.set(google.installation.clientId, SCOPES);
  await server.put(`${path}/connection/service-account`, { administrator: ADMINISTRATOR }, owner.access_token);
  const guest = { full_name: "Edda Elm", email: "edda@alder.example", role: "editor", locale: "en" };
  await server.post(`${path}/invites`, guest, owner.access_token);
  const edda = { email: guest.email, full_name: guest.full_name, password: ANNA.password };
  await server.accept(guest.email, edda);
  await signIn(page, edda);
  await open(page, `${path}/connect`);
  await expect(step(page)).toContainText(en("connections.acts_as", { administrator: ADMINISTRATOR }));
  await expect(connect(page)).toHaveCount(0);
  await expect(step(page).getByText(en("connections.change_access"))).toHaveCount(0);
});
