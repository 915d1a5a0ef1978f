// The files of the app's areas, which come when they are wanted, and what happens where they don't.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, hold, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const FILES = "**/web-*_settings.wasm";
const link = (page: Page) => page.getByRole("link", { name: en("shell.settings"), exact: true });
const heading = (page: Page) => page.getByRole("heading", { level: 1, name: en("settings.title") });

/** The page's names for the files of another build, as a server that was updated gives them to an app that is still open. */
async function updated(page: Page): Promise<void> {
  await page.route("/", async (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/web-[0-9a-f]{16}/g, "web-0123456789abcdef") });
  });
}

/** Counts the times that a page is loaded. */
function loads(page: Page): { count: number } {
  const told = { count: 0 };
  page.on("request", (request) => {
    if (request.isNavigationRequest()) told.count += 1;
  });
  return told;
}

test.beforeEach(async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(page.getByText(en("subscriptions.empty"))).toBeVisible();
});

test("a page stands as a skeleton until its files are there, which are asked for when its link is pointed at", async ({ page }) => {
  const held = await hold(page, FILES);
  const asked = page.waitForRequest(FILES);
  await link(page).hover();
  await asked;
  await link(page).click();
  await expect(page).toHaveURL("/settings");
  await expect(page.locator("main [aria-busy=true]")).toBeVisible();
  await expectAccessible(page);
  held.release();
  await expect(heading(page)).toBeFocused();
});

test("a page whose files can't be fetched says so, and comes when the connection is back", async ({ page, console }) => {
  console.losesConnection();
  await page.context().setOffline(true);
  await link(page).click();
  const alert = page.getByRole("alert").filter({ hasText: en("problems.offline") });
  await expect(alert).toBeVisible();
  await expect(page).toHaveURL("/settings");
  await alert.getByRole("button", { name: en("common.retry") }).click();
  await expect(alert).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await expect(heading(page)).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test("after an update of the server the page is loaded anew where it was going", async ({ page, console }) => {
  console.provokes(404, "_settings.wasm");
  await updated(page);
  const visits = loads(page);
  await page.route(FILES, (route) => (visits.count === 0 ? route.fulfill({ status: 404 }) : route.continue()));
  await link(page).click();
  await expect(heading(page)).toBeVisible();
  await expect(page).toHaveURL("/settings");
  expect(visits.count).toBe(1);
});

test("files that stay away after that are a problem to be told, not one to load the page for again", async ({ page, console }) => {
  console.provokes(404, "_settings.wasm");
  await updated(page);
  await page.route(FILES, (route) => route.fulfill({ status: 404 }));
  const visits = loads(page);
  await link(page).click();
  const alert = page.getByRole("alert").filter({ hasText: en("problems.internal") });
  await expect(alert).toBeVisible();
  expect(visits.count).toBe(1);
  await page.unroute(FILES);
  await alert.getByRole("button", { name: en("common.retry") }).click();
  await expect(heading(page)).toBeVisible();
  expect(visits.count).toBe(1);
});

test("a dialog's first field has the focus when its files come after it", async ({ page }) => {
  const held = await hold(page, "**/web-*_list_dialogs.wasm");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: en("subscriptions.new") });
  await expect(dialog.locator("[aria-busy=true]")).toBeVisible();
  held.release();
  await expect(dialog.locator("[autofocus]").first()).toBeFocused();
});
