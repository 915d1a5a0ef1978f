// What needs attention, from the list to the subscription; and what is to be taken down when it ends.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { Microsoft, TENANT } from "../support/microsoft.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as base } from "../support/test.js";
import { en } from "../support/words.js";

/** With a stand-in of Microsoft that the server asks. */
const test = base.extend<{ microsoft: Microsoft }>({
  microsoft: async ({}, use) => {
    const microsoft = await Microsoft.start();
    await use(microsoft);
    microsoft.stop();
  },
  serverEnv: async ({ microsoft }, use) => use(microsoft.env),
});

const card = (page: Page, title: string) => page.locator("section.card").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Connects a subscription to its end, by the API. */
async function connect(server: Server, token: string, microsoft: Microsoft): Promise<string> {
  const made = await server.subscribe(token, { company_name: "Alder Works" });
  const path = `/subscriptions/${made.id}`;
  await server.put(`${path}/connection/modes/server_side`, { enabled: true }, token);
  const begun = await server.post<{ url: string }>(`${path}/connection/consent`, {}, token);
  microsoft.consented = true;
  const state = new URL(begun.url).searchParams.get("state");
  await server.post("/connections/microsoft/consent", { state, tenant: TENANT, admin_consent: "True" }, token);
  await expect.poll(async () => (await server.get<{ state: string }>(`${path}/connection/sync`, token)).state).toBe("done");
  for (const step of ["mail_flow", "test_mail"]) await server.put(`${path}/connection/steps/${step}`, { done: true }, token);
  return path;
}

test("a connection that fails is found from the list, and told with what to do", async ({ page, owner, server, microsoft }) => {
  microsoft.people = [{ id: "1", displayName: "Ada Alder", mail: "ada@alder.example", accountEnabled: true, userType: "Member" }];
  const path = await connect(server, owner.access_token, microsoft);
  await server.subscribe(owner.access_token, { company_name: "Birch Bakery" });
  await signIn(page, owner);
  await open(page, "/");
  const tile = page.getByRole("button", { name: en("subscriptions.tile_connections") });
  await expect(page.getByRole("row").filter({ hasText: "Birch Bakery" })).toBeVisible();
  await expect(tile).toHaveCount(0);

  // The administrator takes the access back: the list learns of it at the next synchronisation.
  microsoft.consented = false;
  await server.post(`${path}/connection/sync`, {}, owner.access_token);
  await expect(tile).toBeVisible();
  await expectAccessible(page);
  await tile.click();
  await expect(page).toHaveURL("/?connection=needs_attention");
  await expect(page.getByRole("columnheader", { name: en("subscriptions.connection") })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Birch Bakery" })).toHaveCount(0);
  await page.getByRole("row").filter({ hasText: "Alder Works" }).getByRole("link", { name: "Alder Works" }).first().click();
  const connection = card(page, en("connections.connection"));
  await expect(connection).toContainText(en("connections.error_access_withdrawn"));
  await expect(connection).toContainText(en("connections.sync_failed"));
  await expectAccessible(page);

  // Given again, it goes away by itself.
  microsoft.consented = true;
  await connection.getByRole("button", { name: en("connections.sync_now") }).click();
  await expect(connection).toContainText(en("connections.sync_done"));
  await expect(connection).not.toContainText(en("connections.error_access_withdrawn"));
});

test("a synchronisation that changes nothing is followed to its end, however late the platform answers", async ({ page, owner, server, microsoft }) => {
  const path = await connect(server, owner.access_token, microsoft);
  await signIn(page, owner);
  await open(page, path);
  const connection = card(page, en("connections.connection"));
  await expect(connection).toContainText(en("connections.sync_done"));
  const { release } = microsoft.hold();
  await connection.getByRole("button", { name: en("connections.sync_now") }).click();
  await expect(connection).toContainText(en("connections.sync_running"));
  // The page looks again and is told the same; no event will say that there is an end, since nothing changes.
  await page.waitForResponse(async (answer) => {
    if (answer.request().method() !== "GET" || !answer.url().endsWith("/connection/sync")) return false;
    return ((await answer.json()) as { state: string }).state === "running";
  });
  release();
  await expect(connection).toContainText(en("connections.sync_done"));
});

test("a synchronisation that the platform puts off says when it goes on, and can't be asked for meanwhile", async ({ page, owner, server, microsoft }) => {
  const path = await connect(server, owner.access_token, microsoft);
  await signIn(page, owner);
  await open(page, path);
  const connection = card(page, en("connections.connection"));
  const now = connection.getByRole("button", { name: en("connections.sync_now") });
  await expect(connection).toContainText(en("connections.sync_done"));
  microsoft.busyFor = 600;
  await now.click();
  await expect(connection).toContainText(en("connections.sync_waiting"));
  await expect(connection).toContainText(en("connections.sync_next_try", { at: "" }));
  await expect(now).toHaveCount(0);
  await expectAccessible(page);
});

test("what was set up is taken down in its order, while a colleague watches", async ({ page, owner, server, microsoft, visitor }) => {
  const path = await connect(server, owner.access_token, microsoft);
  await signIn(page, owner);
  await open(page, path);
  await expect(card(page, en("connections.connection"))).toBeVisible();
  await expect(card(page, en("connections.offboarding"))).toHaveCount(0);
  const colleague = await visitor();
  await signIn(colleague, owner);
  await open(colleague, path);

  await server.post(`${path}/trial/end`, { reason: "Closed" }, owner.access_token);
  const steps = (browser: Page) => card(browser, en("connections.offboarding")).getByRole("listitem");
  for (const browser of [page, colleague]) {
    await expect(steps(browser)).toHaveCount(2);
    await expect(steps(browser).first()).toContainText(en("connections.to_take_down"));
  }
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await steps(page).first().getByRole("button", { name: en("connections.script_removal_label", { step: en("connections.step_mail_flow") }) }).click();
  expect((await download).suggestedFilename()).toMatch(/removal\.ps1$/);
  await steps(page).first().getByRole("button", { name: en("connections.take_down_label", { step: en("connections.step_mail_flow") }) }).click();
  await expect(page.getByText(en("connections.took_down", { step: en("connections.step_mail_flow") }))).toBeVisible();
  for (const browser of [page, colleague]) {
    await expect(steps(browser).first()).toContainText(en("connections.taken_down"));
    await expect(steps(browser).nth(1)).toContainText(en("connections.taken_down_by_itself"));
  }
});
