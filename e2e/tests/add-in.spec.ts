// The Outlook add-in: its manifest from the wizard, and the add-in itself as Outlook runs it, with a stand-in of Microsoft's
// library.

import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import type { Server } from "../support/server.js";
import { expect, open, signIn, test as base } from "../support/test.js";
import { en, words } from "../support/words.js";

const ORIGIN = "https://portal.example";

/** Outlook takes add-ins from https addresses alone. */
const test = base.extend({ serverEnv: async ({}, use) => use({ COUNTERSIGN_PUBLIC_URL: ORIGIN }) });

/** A subscription with the mode that has the add-in. */
async function wanting(server: Server, token: string): Promise<string> {
  const made = await server.subscribe(token, { company_name: "Alder Works" });
  await server.put(`/subscriptions/${made.id}/connection/modes/client_side`, { enabled: true }, token);
  return `/subscriptions/${made.id}`;
}

const step = (page: Page, say = en) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: say("connections.step_add_in") }) });

/** The part of Microsoft's library that the add-in uses: it keeps the handlers, and the test begins a mail. */
const OFFICE = `
  globalThis.Office = { actions: { associate: (name, handler) => { globalThis[name + "Handler"] = handler; } } };
`;

test("the manifest is saved or linked, and a begun mail ends the step", async ({ page, owner, server, visitor }) => {
  const path = await wanting(server, owner.access_token);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expect(step(page)).toContainText(en("connections.add_in_observed"));
  const download = page.waitForEvent("download");
  await step(page).getByRole("button", { name: en("connections.download_manifest") }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("countersign-outlook.xml");
  const manifest = await readFile(await saved.path(), "utf8");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await step(page).getByRole("button", { name: en("connections.copy_manifest_link") }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^https:\/\/portal\.example\/outlook\/.+\/manifest\.xml$/);
  await expectAccessible(page);

  // Outlook loads what the manifest names, from the address that people reach.
  const outlook = await visitor();
  await outlook.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) });
  });
  await outlook.route("https://appsforoffice.microsoft.com/**", (route) => route.fulfill({ contentType: "text/javascript", body: OFFICE }));
  const source = /<SourceLocation DefaultValue="([^"]+)"/.exec(manifest)?.[1] ?? "";
  await outlook.goto(source);
  const completed = outlook.evaluate(() => {
    const begun = (globalThis as unknown as { onNewMessageComposeHandler: (event: { completed: () => void }) => void }).onNewMessageComposeHandler;
    return new Promise<string>((resolve) => begun({ completed: () => resolve("completed") }));
  });
  expect(await completed).toBe("completed");
  await expect(step(page)).toContainText(en("connections.step_done"));
  await expect(step(page)).toContainText(en("connections.found_out"));
});

base("without an https address the variable is named to who can set it, in German", async ({ page, owner, server }) => {
  const de = words("de");
  const path = await wanting(server, owner.access_token);
  await server.patch("/me", { locale: "de" }, owner.access_token);
  await signIn(page, owner);
  await open(page, `${path}/connect`);
  await expect(step(page, de)).toContainText(de("connections.no_public_url"));
  await expect(step(page, de)).toContainText("COUNTERSIGN_PUBLIC_URL");
  await expect(step(page, de).getByRole("button", { name: de("connections.download_manifest") })).toBeHidden();
  await expectAccessible(page);
});
