// Losing the connection, and getting it back.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const banner = (page: Page) => page.getByText(en("problems.offline_banner"));
const row = (page: Page) => page.getByRole("link", { name: "Alder Works", exact: true });
/** A proxy that is there, before a server that is not. */
const away = (page: Page) => page.route("**/api/v1/**", (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }));
const back = (page: Page) => page.unroute("**/api/v1/**");

test.beforeEach(async ({ owner, server }) => {
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
});

test("a network that goes is told at once, and what failed meanwhile is loaded when it is back", async ({ page, owner, console }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(row(page)).toBeVisible();
  console.losesConnection();
  await page.context().setOffline(true);
  await expect(banner(page)).toBeVisible();
  await page.getByRole("combobox", { name: en("subscriptions.status") }).selectOption("trial");
  await expect(page.getByRole("alert").filter({ hasText: en("problems.offline") })).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await expect(banner(page)).toHaveCount(0);
  await expect(row(page)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a proxy's answer for a server that is away is no connection, and heals as one", async ({ page, owner, console }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(row(page)).toBeVisible();
  console.provokes(502, "/api/v1/");
  await away(page);
  await page.getByRole("combobox", { name: en("subscriptions.status") }).selectOption("trial");
  await expect(banner(page)).toBeVisible();
  await back(page);
  await expect(banner(page)).toHaveCount(0);
  await expect(row(page)).toBeVisible();
});

test("an app that is opened while the server is away goes on by itself once it is back", async ({ page, owner, console }) => {
  await signIn(page, owner);
  console.provokes(502, "/api/v1/");
  await away(page);
  await page.goto("/");
  await expect(page.getByRole("alert").filter({ hasText: en("problems.offline") })).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expectAccessible(page);
  await back(page);
  await expect(row(page)).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
});

test("who signs out while the server can't be told is out here, and hears of the rest", async ({ page, owner, console }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(row(page)).toBeVisible();
  console.provokes(502, "/api/v1/");
  await away(page);
  await page.getByRole("button", { name: new RegExp(`^${owner.full_name}`) }).click();
  await page.getByRole("button", { name: en("shell.sign_out") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("auth.sign_in") })).toBeVisible();
  await expect(page.getByText(en("shell.sign_out_unheard"))).toBeVisible();
});
