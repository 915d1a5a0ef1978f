// Signing in and out, and the forgotten password.

import type { Page } from "@playwright/test";

import { link } from "../support/mail.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(en("auth.email")).fill(email);
  await page.getByLabel(en("auth.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: en("auth.sign_in") }).click();
}

test("signing in leads to the page that was asked for, and survives a reload", async ({ page, owner }) => {
  await page.goto("/archived?q=oak");
  await expect(page).toHaveURL("/sign-in?next=%2Farchived%3Fq%3Doak");
  await fillSignIn(page, owner.email.toUpperCase(), owner.password);
  await expect(page).toHaveURL("/archived?q=oak");
  await expect(page.getByRole("heading", { level: 1, name: en("subscriptions.archive_caption") })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: en("subscriptions.archive_caption") })).toBeVisible();
  await expect(page).toHaveURL("/archived?q=oak");
});

test("the page after the sign-in is never another site's", async ({ page, owner, baseURL }) => {
  await page.goto("/sign-in?next=%2F%2Felsewhere.example%2F");
  await fillSignIn(page, owner.email, owner.password);
  await expect(page.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();
  expect(page.url()).toBe(`${baseURL}/`);
});

test("a wrong password and an unknown address are answered alike", async ({ page, owner, console }) => {
  console.provokes(401, "/auth/login");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: en("auth.sign_in") }).click();
  await expect(page.getByLabel(en("auth.email"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  const alert = page.getByRole("alert");
  for (const email of [owner.email, "nobody@northwind.example"]) {
    await fillSignIn(page, email, "not-the-password-at-all");
    await expect(alert).toHaveText(en("problems.invalid_credentials"));
    await expect(alert).toBeFocused();
    await page.getByLabel(en("auth.email")).focus();
  }
  await expect(page).toHaveURL("/sign-in");
  await page.getByRole("button", { name: en("auth.show_password") }).click();
  await expect(page.getByLabel(en("auth.password"), { exact: true })).toHaveAttribute("type", "text");
});

test("signing out ends the session here, in other tabs, and for the server", async ({ page, context, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/");
  const other = await context.newPage();
  await other.goto("/settings");
  await expect(other.getByRole("heading", { level: 1, name: en("settings.title") })).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^${owner.full_name}`) }).click();
  await page.getByRole("button", { name: en("shell.sign_out") }).click();
  await expect(page).toHaveURL("/sign-in");
  await expect(page.getByLabel(en("auth.email"))).toBeFocused();
  await expect(other).toHaveURL(/\/sign-in/);
  const answer = await context.request.post(`${server.url}/api/v1/auth/refresh`, { data: {} });
  expect(answer.status()).toBe(401);
});

test("a forgotten password is reset by mail; the link works once and ends every session", async ({ page, owner, server, visitor, console }) => {
  const signedIn = await visitor();
  await signIn(signedIn, owner);
  await signedIn.goto("/");
  await expect(signedIn.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();

  await page.goto("/sign-in");
  await page.getByRole("link", { name: en("auth.forgot_link") }).click();
  await page.getByLabel(en("auth.email")).fill(owner.email);
  await page.getByRole("button", { name: en("auth.forgot_action") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("auth.forgot_done_title") })).toBeVisible();
  await expect(page.getByText(en("auth.forgot_done", { email: owner.email }))).toBeVisible();

  const address = link(await server.mail.waitFor(owner.email), "/reset-password#");
  await page.goto(address);
  await expect(page).toHaveURL("/reset-password");
  const password = page.getByLabel(en("auth.new_password"), { exact: true });
  await password.fill("short");
  await page.getByRole("button", { name: en("auth.reset_action") }).click();
  await expect(password).toHaveAccessibleDescription(new RegExp(en("faults.too_short", { min: 12 })));
  const chosen = "marble-sparrow-quilt-27";
  await password.fill(chosen);
  await page.getByRole("button", { name: en("auth.reset_action") }).click();
  await expect(page.getByText(en("auth.reset_done"))).toBeVisible();

  console.provokes(401, "/api/v1/");
  await signedIn.reload();
  await expect(signedIn).toHaveURL(/\/sign-in/);

  await page.getByRole("link", { name: en("auth.to_sign_in") }).click();
  await fillSignIn(page, owner.email, owner.password);
  await expect(page.getByRole("alert")).toHaveText(en("problems.invalid_credentials"));
  await fillSignIn(page, owner.email, chosen);
  await expect(page.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();

  console.provokes(410, "/auth/password/reset");
  console.provokes(409, "/auth/password/reset");
  console.provokes(404, "/auth/password/reset");
  await page.goto(address);
  await page.getByLabel(en("auth.new_password"), { exact: true }).fill("another-harbour-tango-31");
  await page.getByRole("button", { name: en("auth.reset_action") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("auth.link_over_title") })).toBeVisible();
  await page.getByRole("link", { name: en("auth.new_link") }).click();
  await expect(page).toHaveURL("/forgot-password");
});

test("an unknown address is told the same as a known one, and gets no mail", async ({ page, owner, server }) => {
  await page.goto("/forgot-password");
  await page.getByLabel(en("auth.email")).fill("nobody@northwind.example");
  await page.getByRole("button", { name: en("auth.forgot_action") }).click();
  await expect(page.getByText(en("auth.forgot_done", { email: "nobody@northwind.example" }))).toBeVisible();
  // The mail that a known address gets afterwards shows that the mails were sent by then.
  await page.goto("/forgot-password");
  await page.getByLabel(en("auth.email")).fill(owner.email);
  await page.getByRole("button", { name: en("auth.forgot_action") }).click();
  await expect(page.getByText(en("auth.forgot_done", { email: owner.email }))).toBeVisible();
  await server.mail.waitFor(owner.email);
  expect(await server.mail.to("nobody@northwind.example")).toEqual([]);
});

test("a link without its token is said to be incomplete", async ({ page, server }) => {
  await server.setUp();
  for (const path of ["/reset-password", "/confirm-email"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: en("auth.link_incomplete_title") })).toBeVisible();
  }
});

test("after too many wrong passwords the sign-in says how long to wait", async ({ page, owner, console }) => {
  console.provokes(401, "/auth/login");
  console.provokes(429, "/auth/login");
  await page.goto("/sign-in");
  let status = 0;
  for (let attempt = 0; attempt < 20 && status !== 429; attempt += 1) {
    const answer = page.waitForResponse("**/auth/login");
    await fillSignIn(page, owner.email, "not-the-password-at-all");
    status = (await answer).status();
  }
  await expect(page.getByRole("alert")).toHaveText(en("problems.too_many_attempts"));
});
