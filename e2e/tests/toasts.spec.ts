// What is said in passing: how long it stays, where it stands, and what it takes back.

import type { Page } from "@playwright/test";

import type { Server, Subscription } from "../support/server.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const BRUNO = { full_name: "Bruno Brandt", email: "bruno@northwind.example", password: "copper-lantern-drizzle-58" };
const COMPANY = "Alder Works";
const undo = (page: Page) => page.getByRole("button", { name: en("common.undo") });

async function saveProfile(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: en("common.save") }).click();
  await expect(page.getByText(en("settings.saved"))).toBeVisible();
}

test("a toast goes by itself, but not while somebody points at it or has the focus in it", async ({ page, owner }) => {
  await page.clock.install();
  await signIn(page, owner);
  await saveProfile(page);
  const toast = page.locator(".toast").filter({ hasText: en("settings.saved") });
  await toast.hover();
  await page.clock.fastForward(20_000);
  await expect(toast).toBeVisible();
  await page.mouse.move(5, 5);
  await toast.getByRole("button", { name: en("common.close") }).focus();
  await page.clock.fastForward(20_000);
  await expect(toast).toBeVisible();
  await page.getByRole("button", { name: en("common.save") }).focus();
  await page.clock.fastForward(20_000);
  await expect(toast).toHaveCount(0);
});

test("a toast stands in the dialog that is open, where it can be read and pressed", async ({ page, owner }) => {
  await signIn(page, owner);
  await saveProfile(page);
  await page.getByRole("button", { name: en("settings.change_email") }).click();
  const inside = page.getByRole("dialog").locator(".toast");
  await expect(inside).toHaveText(en("settings.saved"));
  await expect(page.locator(".toast")).toHaveCount(1);
  await inside.getByRole("button", { name: en("common.close") }).click();
  await expect(inside).toHaveCount(0);
  await expect(page.getByRole("dialog")).toBeVisible();
});

async function open(page: Page, server: Server, token: string, paid = false): Promise<Subscription> {
  const made = await server.subscribe(token, { company_name: COMPANY, external_ref: "CRM-17", metadata: { region: "north" } });
  if (paid) await server.post(`/subscriptions/${made.id}/activate`, { plan: "pro", term: "monthly" }, token);
  await page.goto(`/subscriptions/${made.id}`);
  return made;
}

test("an edit of the details is taken back", async ({ page, owner, server }) => {
  await signIn(page, owner);
  const made = await open(page, server, owner.access_token);
  await page.getByRole("button", { name: en("subscriptions.edit"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Birch & Bay Ltd");
  await dialog.getByLabel(en("subscriptions.seats")).fill("40");
  await dialog.getByLabel(en("subscriptions.reference")).fill("");
  await dialog.getByRole("button", { name: en("common.save") }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Birch & Bay Ltd" })).toBeVisible();
  await undo(page).click();
  await expect(page.getByText(en("common.undone"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: COMPANY })).toBeVisible();
  const after = { company_name: COMPANY, seats: 12, external_ref: "CRM-17", metadata: { region: "north" } };
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject(after);
});

test("a cancellation is taken back", async ({ page, owner, server }) => {
  await signIn(page, owner);
  const made = await open(page, server, owner.access_token, true);
  await page.getByRole("button", { name: en("subscriptions.cancel") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("subscriptions.reason")).fill("Too few users");
  await dialog.getByRole("button", { name: en("subscriptions.cancel") }).click();
  await undo(page).click();
  await expect(page.getByText(en("subscriptions.kept", { company: COMPANY }))).toBeVisible();
  expect(await server.get(`/subscriptions/${made.id}`, owner.access_token)).toMatchObject({ status: "active", scheduled_changes: [] });
});

test("another role is taken back, of a colleague and of a customer's person", async ({ page, owner, server }) => {
  await server.post("/reseller/invites", { full_name: BRUNO.full_name, email: BRUNO.email, role: "support", locale: "en" }, owner.access_token);
  await server.accept(BRUNO.email, BRUNO);
  const contact = { full_name: "Bea Birch", email: "bea@birch.example" };
  const made = await server.subscribe(owner.access_token, { company_name: COMPANY, contact });
  await server.accept(contact.email, { full_name: contact.full_name, password: BRUNO.password });
  const cleo = { full_name: "Cleo Birch", email: "cleo@birch.example" };
  await server.post(`/subscriptions/${made.id}/invites`, { ...cleo, role: "editor", locale: "en" }, owner.access_token);
  await server.accept(cleo.email, { full_name: cleo.full_name, password: BRUNO.password });
  await signIn(page, owner);
  const dialog = page.getByRole("dialog");
  for (const [path, table, who, slice, wanted, before] of [
    ["/settings?section=team", en("settings.members"), BRUNO, "settings", en("words.billing"), en("words.support")],
    [`/subscriptions/${made.id}`, en("members.title"), cleo, "members", en("words.customer_admin"), en("words.editor")],
  ] as const) {
    await page.goto(path);
    const row = page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: who.email });
    await page.getByRole("button", { name: en(`${slice}.row_actions`, { name: who.full_name }) }).click();
    await page.getByRole("button", { name: en(`${slice}.change_role`) }).click();
    await dialog.getByRole("radio", { name: wanted }).check();
    await dialog.getByRole("button", { name: en("common.save") }).click();
    await expect(row).toContainText(wanted);
    await undo(page).click();
    await expect(row).toContainText(before);
    await expect(page.getByText(en(`${slice}.role_changed`, { name: who.full_name, role: before }))).toBeVisible();
  }
});
