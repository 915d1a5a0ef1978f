// Launch, the wizard that connects a subscription, and the home page behind it.

import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as bare } from "../support/test.js";
import { en, words, type Say } from "../support/words.js";

const ANNA = { full_name: "Anna Alder", email: "anna@alder.example", password: "copper-lantern-drizzle-58" };

/** With mail servers, which the steps that lead mail need. */
const test = bare.extend({ serverEnv: async ({}, use) => use({ COUNTERSIGN_MAIL_HOST: "mail.portal.example" }) });

const subscribe = (server: Server, token: string, more: object = {}) =>
  server.subscribe(token, { company_name: "Alder Works", contact: { full_name: ANNA.full_name, email: ANNA.email }, ...more });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const launch = (page: Page, say: Say = en) => page.getByRole("button", { name: say("connections.launch_label", { name: "Alder Works" }) });
const card = (page: Page, mode: string, say: Say = en) => page.getByRole("region", { name: say(`connections.mode_${mode}`) });
const step = (page: Page, mode: string, name: string, say: Say = en) =>
  card(page, mode, say).getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: say(`connections.step_${name}`) }) });
const use = (page: Page, mode: string, say: Say = en) =>
  page.getByRole("button", { name: say("connections.enable_label", { mode: say(`connections.mode_${mode}`) }) });
const confirm = (page: Page, name: string, say: Say = en) =>
  page.getByRole("button", { name: say("connections.confirm_label", { step: say(`connections.step_${name}`) }) });
const takeBack = (page: Page, name: string) =>
  page.getByRole("button", { name: en("connections.take_back_label", { step: en(`connections.step_${name}`) }) });
const script = (page: Page, kind: "setup" | "removal", name: string) =>
  page.getByRole("button", { name: en(`connections.script_${kind}_label`, { step: en(`connections.step_${name}`) }) });

test("a launch from the list leads through the wizard, and home from then on", async ({ page, owner, server }) => {
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await open(page, "/");
  await launch(page).click();
  await expect(page).toHaveURL(`/subscriptions/${made.id}/connect`);
  await expect(heading(page, en("connections.title", { name: "Alder Works" }))).toBeFocused();
  for (const mode of ["server_side", "client_side", "exchange_on_premises"]) {
    await expect(card(page, mode)).toContainText(en("connections.state_not_configured"));
  }

  await use(page, "exchange_on_premises").click();
  await expect(step(page, "exchange_on_premises", "send_connector")).toContainText(en("connections.step_open"));
  // The test comes after what it tries out.
  const after = en("connections.after", { step: en("connections.step_send_connector") });
  await expect(step(page, "exchange_on_premises", "on_premises_test_mail")).toContainText(after);
  await expect(confirm(page, "on_premises_test_mail")).toHaveCount(0);
  await confirm(page, "send_connector").click();
  await expect(step(page, "exchange_on_premises", "send_connector")).toContainText(en("connections.confirmed_by", { name: owner.full_name }));
  await confirm(page, "on_premises_test_mail").click();
  await expect(card(page, "exchange_on_premises")).toContainText(en("connections.state_connected"));
  await expectAccessible(page);

  await page.getByRole("link", { name: en("connections.go_home"), exact: true }).click();
  await expect(page).toHaveURL(`/subscriptions/${made.id}/home`);
  await expect(heading(page, "Alder Works")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: en("domains.title") })).toBeVisible();
  await expect(page.getByText(ANNA.email)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/subscriptions/${made.id}`);
  await launch(page).click();
  await expect(page).toHaveURL(`/subscriptions/${made.id}/home`);
  const { items } = await server.get<{ items: { kind: string }[] }>(`/subscriptions/${made.id}/events`, owner.access_token);
  expect(items.filter((event) => event.kind === "subscription.launched")).toHaveLength(2);
});

test("somebody else goes on in another browser, and the first one follows", async ({ page, owner, server, visitor }) => {
  const made = await subscribe(server, owner.access_token);
  const anna = await server.accept(ANNA.email, ANNA);
  await server.put(`/subscriptions/${made.id}/connection/modes/exchange_on_premises`, { enabled: true }, owner.access_token);
  await server.put(`/subscriptions/${made.id}/connection/steps/send_connector`, { done: true }, owner.access_token);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}/connect`);
  const other = await visitor();
  await signIn(other, ANNA);
  await open(other, "/");
  await launch(other).click();
  await expect(step(other, "exchange_on_premises", "send_connector")).toContainText(en("connections.confirmed_by", { name: owner.full_name }));
  await takeBack(page, "send_connector").focus();
  await confirm(other, "on_premises_test_mail").click();
  await expect(card(page, "exchange_on_premises")).toContainText(en("connections.state_connected"));
  await expect(step(page, "exchange_on_premises", "on_premises_test_mail")).toContainText(en("connections.confirmed_by", { name: ANNA.full_name }));
  // What others do takes nothing out of this reader's hands.
  await expect(takeBack(page, "send_connector")).toBeFocused();
  await takeBack(page, "send_connector").click();
  await expect(card(other, "exchange_on_premises")).toContainText(en("connections.state_not_configured"));
  await expect(confirm(other, "send_connector")).toBeVisible();
  expect(anna.access_token).not.toBe("");
});

test("a mode with confirmed steps is switched off after a question, one without at once", async ({ page, owner, server }) => {
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}/connect`);
  await use(page, "server_side").click();
  await expect(card(page, "server_side")).toContainText(en("connections.state_consent_required"));
  await expect(step(page, "server_side", "consent")).toContainText("User.Read.All");
  await expect(step(page, "server_side", "consent")).toContainText(en("connections.why_directory_user"));
  await expect(confirm(page, "consent")).toHaveCount(0);
  await use(page, "client_side").click();
  const off = (mode: string) => page.getByRole("button", { name: en("connections.disable_label", { mode: en(`connections.mode_${mode}`) }) });
  await off("client_side").click();
  await expect(use(page, "client_side")).toBeVisible();
  await confirm(page, "mail_flow").click();
  await expect(takeBack(page, "mail_flow")).toBeVisible();
  await off("server_side").click();
  const dialog = page.getByRole("dialog", { name: en("connections.disable_title", { mode: en("connections.mode_server_side") }) });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: en("connections.disable") }).click();
  await expect(card(page, "server_side")).toContainText(en("connections.state_removed"));
  const { connection } = await server.get<{ connection: { modes: string[] } }>(`/subscriptions/${made.id}`, owner.access_token);
  expect(connection.modes).toEqual([]);
});

test("Google Workspace, in Dutch, on a phone, by the customer's administrator", async ({ page, owner, server }) => {
  const nl = words("nl");
  await subscribe(server, owner.access_token, { product: "google_workspace" });
  const anna = await server.accept(ANNA.email, ANNA);
  await server.patch("/me", { locale: "nl" }, anna.access_token);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, ANNA);
  await page.goto("/");
  await launch(page, nl).click();
  await expect(card(page, "exchange_on_premises", nl)).toHaveCount(0);
  await use(page, "client_side", nl).click();
  await expect(step(page, "client_side", "service_account", nl)).toContainText("gmail.settings.basic");
  await expect(step(page, "client_side", "service_account", nl)).toContainText(nl("connections.why_gmail_basic"));
  await use(page, "server_side", nl).click();
  // What both need stands there once, and beside the other what that asks for beyond.
  const same = nl("connections.same_step", { mode: nl("connections.mode_server_side") });
  await expect(step(page, "client_side", "service_account", nl)).toContainText(same);
  await expect(step(page, "client_side", "service_account", nl)).toContainText("gmail.settings.basic");
  await expect(step(page, "client_side", "service_account", nl)).not.toContainText("admin.directory.user.readonly");
  await confirm(page, "routing", nl).click();
  await confirm(page, "test_mail", nl).click();
  await expect(step(page, "server_side", "test_mail", nl)).toContainText(nl("connections.confirmed_by", { name: ANNA.full_name }));
  await expectAccessible(page);
});

test("what has run out says what comes first, and what has ended has no launch", async ({ page, owner, server, console }) => {
  const made = await subscribe(server, owner.access_token);
  server.sql("UPDATE subscriptions SET lifecycle = 'trial_expired', status = 'trial_expired'");
  await signIn(page, owner);
  await open(page, "/");
  console.provokes(409, "/launch");
  await launch(page).click();
  await expect(page.getByText(en("problems.trial_expired"))).toBeVisible();
  await expect(page).toHaveURL("/");
  await server.post(`/subscriptions/${made.id}/trial/end`, { reason: "Too late" }, owner.access_token);
  await page.goto(`/subscriptions/${made.id}`);
  await expect(heading(page, "Alder Works")).toBeVisible();
  await expect(launch(page)).toHaveCount(0);
  await page.goto(`/subscriptions/${made.id}/connect`);
  await expect(page.getByText(en("connections.over"))).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(en("connections.enable")) })).toHaveCount(0);
});

test("who may not connect launches nothing, and sees how it stands", async ({ page, owner, server }) => {
  const made = await subscribe(server, owner.access_token);
  const guest = { full_name: "Edda Elm", email: "edda@alder.example", role: "editor", locale: "en" };
  await server.post(`/subscriptions/${made.id}/invites`, guest, owner.access_token);
  const edda = { email: guest.email, full_name: guest.full_name, password: ANNA.password };
  await server.accept(guest.email, edda);
  await signIn(page, edda);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 2, name: "Alder Works" })).toBeVisible();
  await expect(launch(page)).toHaveCount(0);
  await page.goto(`/subscriptions/${made.id}/home`);
  await expect(page.getByText(en("connections.nothing_chosen"))).toBeVisible();
  await page.goto(`/subscriptions/${made.id}/connect`);
  await expect(page.getByText(en("connections.read_only"))).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(en("connections.enable")) })).toHaveCount(0);
  await page.goto(`/subscriptions/${made.id}/connect/more`);
  await expect(heading(page, en("shell.not_found_title"))).toBeVisible();
});

bare("without mail servers a step says what is missing, to the reseller's administrators alone, and can't be confirmed", async ({ page, owner, server, visitor }) => {
  const made = await subscribe(server, owner.access_token);
  await server.accept(ANNA.email, ANNA);
  await server.put(`/subscriptions/${made.id}/connection/modes/exchange_on_premises`, { enabled: true }, owner.access_token);
  const variable = en("connections.missing_setting", { variable: "COUNTERSIGN_MAIL_HOST" });
  await signIn(page, owner);
  await page.goto(`/subscriptions/${made.id}/connect`);
  await expect(page.getByText(en("connections.no_mail_host"))).toBeVisible();
  await expect(page.getByText(variable)).toBeVisible();
  for (const kind of ["setup", "removal"] as const) await expect(script(page, kind, "send_connector")).toHaveCount(0);
  await expect(confirm(page, "send_connector")).toHaveCount(0);
  const other = await visitor();
  await signIn(other, ANNA);
  await other.goto(`/subscriptions/${made.id}/connect`);
  await expect(other.getByText(en("connections.no_mail_host"))).toBeVisible();
  await expect(other.getByText(variable)).toHaveCount(0);
  // What was set up before the servers went can be taken away all the same.
  await server.put(`/subscriptions/${made.id}/connection/steps/send_connector`, { done: true }, owner.access_token);
  await expect(script(page, "removal", "send_connector")).toBeVisible();
});

test("steps show the values, and their scripts are saved", async ({ page, owner, server }) => {
  const made = await subscribe(server, owner.access_token);
  await signIn(page, owner);
  await page.goto(`/subscriptions/${made.id}/connect`);
  await use(page, "server_side").click();
  await expect(step(page, "server_side", "mail_flow")).toContainText("mail.portal.example");
  await expect(step(page, "server_side", "mail_flow")).toContainText(en("connections.script_about"));
  await use(page, "exchange_on_premises").click();
  await expect(step(page, "exchange_on_premises", "send_connector")).toContainText("mail.portal.example");
  await expectAccessible(page);
  for (const [kind, name, file, holds] of [
    ["setup", "mail_flow", "countersign-exchange-online-setup.ps1", "New-TransportRule"],
    ["removal", "mail_flow", "countersign-exchange-online-removal.ps1", "Remove-TransportRule"],
    ["setup", "send_connector", "countersign-exchange-on-premises-setup.ps1", "New-SendConnector"],
  ] as const) {
    const download = page.waitForEvent("download");
    await script(page, kind, name).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(file);
    expect(readFileSync(await saved.path(), "utf8")).toContain(holds);
  }
  await expect(page.getByText(en("connections.script_saved", { file: "countersign-exchange-on-premises-setup.ps1" }))).toBeVisible();
});
