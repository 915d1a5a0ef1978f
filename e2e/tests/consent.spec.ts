// Access to the customer's directory: from the wizard to Microsoft's page and back, with a stand-in of Microsoft.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { ACCEPT, CANCEL, Microsoft, OTHER_TENANT } from "../support/microsoft.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as base } from "../support/test.js";
import { en, words, type Say } from "../support/words.js";

const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };

/** With a stand-in of Microsoft that the server asks. */
const test = base.extend<{ microsoft: Microsoft }>({
  microsoft: async ({}, use) => {
    const microsoft = await Microsoft.start();
    await use(microsoft);
    microsoft.stop();
  },
  serverEnv: async ({ microsoft }, use) => use(microsoft.env),
});

/** A subscription with a mode that needs access. */
async function wanting(server: Server, token: string): Promise<string> {
  const made = await server.subscribe(token, { company_name: "Alder Works", contact: { full_name: ANNA.full_name, email: ANNA.email } });
  await server.put(`/subscriptions/${made.id}/connection/modes/server_side`, { enabled: true }, token);
  return `/subscriptions/${made.id}`;
}

const step = (page: Page, name: string, say: Say = en) =>
  page
    .getByRole("region", { name: say("connections.mode_server_side") })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3, name: say(`connections.step_${name}`) }) });
const consent = (page: Page, say: Say = en) => step(page, "consent", say);
const connect = (page: Page, say: Say = en) => consent(page, say).getByRole("button", { name: say("connections.connect_microsoft") });

/** Goes to Microsoft's page and presses a button there. */
async function answer(page: Page, choice: string): Promise<void> {
  await connect(page).click();
  await page.getByRole("link", { name: choice }).click();
}

test("access is given at Microsoft, and a second browser sees it arrive", async ({ page, owner, server, visitor }) => {
  const path = await wanting(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  const other = await visitor();
  await signIn(other, ANNA);
  await open(other, `${path}/connect`);
  await expect(connect(other)).toBeVisible();
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expect(consent(page)).toContainText(en("connections.connect_microsoft_about"));
  await expectAccessible(page);
  await answer(page, ACCEPT);
  await expect(page).toHaveURL(`${path}/connect`);
  await expect(page.getByText(en("connections.consent_done", { organisation: "Alder Works GmbH" }))).toBeVisible();
  for (const browser of [page, other]) {
    await expect(consent(browser)).toContainText(en("connections.step_done"));
    await expect(consent(browser)).toContainText(en("connections.connected_to", { organisation: "Alder Works GmbH" }));
    await expect(consent(browser)).toContainText(en("connections.access_given_by", { name: owner.full_name }));
    await expect(connect(browser)).toHaveCount(0);
  }
  await expectAccessible(page);
  // Back leads to Microsoft's page, not to one that hands the same in again.
  await page.goBack();
  await expect(page.getByRole("link", { name: ACCEPT })).toBeVisible();
});

test("people and groups follow by themselves once access is given", async ({ page, owner, server, microsoft }) => {
  const path = await wanting(server, owner.access_token);
  microsoft.people = ["Anna Alder", "Benno Birch"].map((displayName, number) => ({ id: `user-${number}`, displayName, mail: `user-${number}@alder.example` }));
  microsoft.groups = [{ id: "all", displayName: "Everybody", "members@delta": [{ "@odata.type": "#microsoft.graph.user", id: "user-1" }] }];
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expect(step(page, "directory")).toContainText(en("connections.directory_follows"));
  await answer(page, ACCEPT);
  await expect(step(page, "directory")).toContainText(en("connections.step_done"));
  await expect(step(page, "directory")).toContainText(en("connections.sync_done"));
  await expectAccessible(page);
  await page.goto(`${path}/directory`);
  for (const name of ["Anna Alder", "Benno Birch"]) await expect(page.getByText(name)).toBeVisible();
  // Taken back at Microsoft: whoever synchronises sees what to do, at the step and in the mode.
  microsoft.consented = false;
  await page.goto(`${path}/connect`);
  await step(page, "directory").getByRole("button", { name: en("connections.sync_now") }).click();
  await expect(consent(page)).toContainText(en("connections.error_access_withdrawn"));
  await expect(consent(page)).not.toContainText(en("connections.connected_to", { organisation: "Alder Works GmbH" }));
  await consent(page).getByRole("button", { name: en("connections.access_again") }).click();
  await page.getByRole("link", { name: ACCEPT }).click();
  await expect(consent(page)).toContainText(en("connections.step_done"));
  await expect(step(page, "directory")).toContainText(en("connections.sync_done"));
});

test("access that is declined says what it takes, to everybody, and is given at the second try", async ({ page, owner, server, visitor }) => {
  const path = await wanting(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  const other = await visitor();
  await signIn(other, ANNA);
  await open(other, `${path}/connect`);
  await answer(page, CANCEL);
  await expect(page).toHaveURL(`${path}/connect`);
  for (const browser of [page, other]) {
    await expect(consent(browser)).toContainText(en("connections.step_failed"));
    await expect(consent(browser)).toContainText(en("connections.error_consent_declined"));
  }
  await expectAccessible(page);
  await answer(other, ACCEPT);
  for (const browser of [page, other]) {
    await expect(consent(browser)).toContainText(en("connections.access_given_by", { name: ANNA.full_name }));
    await expect(consent(browser)).not.toContainText(en("connections.error_consent_declined"));
  }
});

test("access that is given again with another reseller's organisation is not said to be given", async ({ page, owner, server, microsoft }) => {
  // Another reseller's subscription has the second organisation.
  const labs = { reseller_name: "Labs", full_name: "Lars Lind", email: "lars@labs.example", password: "marble-otter-canyon-41" };
  const { access_token } = await server.addSandbox(labs);
  const theirs = await server.subscribe(access_token, { company_name: "Birch Bakery" });
  await server.put(`/subscriptions/${theirs.id}/connection/modes/server_side`, { enabled: true }, access_token);
  const begun = await server.post<{ url: string }>(`/subscriptions/${theirs.id}/connection/consent`, {}, access_token);
  microsoft.consented = true;
  const state = new URL(begun.url).searchParams.get("state");
  await server.post("/connections/microsoft/consent", { state, tenant: OTHER_TENANT, admin_consent: "True" }, access_token);

  const path = await wanting(server, owner.access_token);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await answer(page, ACCEPT);
  const given = page.getByText(en("connections.consent_done", { organisation: "Alder Works GmbH" }));
  await expect(given).toBeVisible();
  await expect(consent(page)).toContainText(en("connections.step_done"));

  microsoft.tenant = OTHER_TENANT;
  await consent(page).getByRole("button", { name: en("connections.access_again") }).click();
  await page.getByRole("link", { name: ACCEPT }).click();
  await expect(page).toHaveURL(`${path}/connect`);
  await expect(page.getByText(en("connections.delegation_kept"))).toBeVisible();
  await expect(given).toHaveCount(0);
  await expect(consent(page)).toContainText(en("connections.step_done"));
  await expect(consent(page)).toContainText(en("connections.access_given_by", { name: owner.full_name }));
});

test("the customer's administrator gives access in Dutch, and signs in anew on the way back", async ({ page, server, owner, console }) => {
  const nl = words("nl");
  const path = await wanting(server, owner.access_token);
  const anna = await server.accept(ANNA.email, ANNA);
  await server.patch("/me", { locale: "nl" }, anna.access_token);
  await signIn(page, ANNA);
  await page.goto(`${path}/connect`);
  await connect(page, nl).click();
  // The session goes while the browser is at Microsoft's.
  await page.context().clearCookies();
  console.provokes(401, "/auth/refresh");
  await page.getByRole("link", { name: ACCEPT }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel(nl("auth.email")).fill(ANNA.email);
  await page.getByLabel(nl("auth.password"), { exact: true }).fill(ANNA.password);
  await page.getByRole("button", { name: nl("auth.sign_in") }).click();
  await expect(page).toHaveURL(`${path}/connect`);
  await expect(consent(page, nl)).toContainText(nl("connections.connected_to", { organisation: "Alder Works GmbH" }));
  await expectAccessible(page);
});

test("what was not begun here is taken from nobody", async ({ page, owner, server, console, visitor }) => {
  const path = await wanting(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await signIn(page, owner);
  await page.goto("/connect/microsoft");
  await expect(page.getByText(en("connections.consent_nothing"))).toBeVisible();
  console.provokes(409, "/connections/microsoft/consent");
  const { url } = await server.post<{ url: string }>(`${path}/connection/consent`, {}, owner.access_token);
  const state = new URL(url).searchParams.get("state") ?? "";
  const other = await visitor();
  await signIn(other, ANNA);
  await other.goto(`/connect/microsoft?state=${state}&admin_consent=True&tenant=fa00d692-e9c7-4460-a743-29f2956fd429`);
  await expect(other.getByText(en("connections.consent_unusable"), { exact: true })).toBeVisible();
  await expect(other.getByText(en("problems.consent_not_open"))).toBeVisible();
  await expectAccessible(other);
  await other.getByRole("link", { name: en("shell.back_home") }).click();
  await expect(other).toHaveURL("/");
});

base("without the application the variables are named to the reseller's administrators alone", async ({ page, owner, server, visitor, console }) => {
  const path = await wanting(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await signIn(page, owner);
  await page.goto(`${path}/connect`);
  await expect(consent(page)).toContainText(en("connections.no_microsoft"));
  for (const variable of ["COUNTERSIGN_MICROSOFT_CLIENT_ID", "COUNTERSIGN_MICROSOFT_CLIENT_SECRET"]) {
    await expect(consent(page)).toContainText(en("connections.missing_setting", { variable }));
  }
  await expect(connect(page)).toHaveCount(0);
  const other = await visitor();
  await signIn(other, ANNA);
  await other.goto(`${path}/connect`);
  // Others learn it by trying, and not which variables.
  console.provokes(409, "/connection/consent");
  await connect(other).click();
  await expect(consent(other)).toContainText(en("connections.no_microsoft"));
  await expect(consent(other)).not.toContainText("COUNTERSIGN_");
  await expect(connect(other)).toHaveCount(0);
  await expectAccessible(other);
});
