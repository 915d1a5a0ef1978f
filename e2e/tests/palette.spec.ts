// The command palette, and the keys that lead somewhere.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { demoTest, expect, signIn, test } from "../support/test.js";
import { OWNER } from "../support/server.js";
import { en, LANGUAGES, words } from "../support/words.js";

const palette = (page: Page) => page.getByRole("dialog", { name: en("palette.title") });
const field = (page: Page) => palette(page).getByRole("combobox", { name: en("palette.title") });
const option = (page: Page, name: string) => palette(page).getByRole("option", { name });
const selected = (page: Page) => palette(page).getByRole("option", { selected: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function open(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: en("palette.open") })).toBeVisible();
  // It does not open over a dialog, nor over one that is about to close.
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
}

test("a page is a few keys away, and the focus comes back when nothing is chosen", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  const button = page.getByRole("button", { name: en("palette.open") });
  await button.click();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(button).toBeFocused();

  await open(page);
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toHaveCount(0);
  await page.keyboard.press("Meta+k");
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.type("act");
  await expect(selected(page)).toHaveText(new RegExp(en("events.title")));
  await expect(field(page)).toHaveAttribute("aria-activedescendant", (await selected(page).getAttribute("id")) ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/activity");
  await expect(heading(page, en("events.title"))).toBeFocused();

  // What was chosen last comes first.
  await open(page);
  await expect(palette(page).getByRole("group", { name: en("palette.recent") }).getByRole("option")).toHaveCount(1);
  await expect(selected(page)).toHaveText(new RegExp(en("events.title")));
});

test("it opens again at once, even before the browser has told that it is closed", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  await open(page);
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>("dialog[open] .palette-head button")?.click();
    // The browser's word comes as a task of its own, after these.
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, cancelable: true }));
  });
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await open(page);
});

test("arrows go round, and words find beginnings of words alone", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  await open(page);
  const first = await palette(page).getByRole("option").first().innerText();
  const last = await palette(page).getByRole("option").last().innerText();
  await page.keyboard.press("ArrowUp");
  expect(await selected(page).innerText()).toBe(last);
  await page.keyboard.press("ArrowDown");
  expect(await selected(page).innerText()).toBe(first);
  await page.keyboard.type("new SUB");
  await expect(palette(page).getByRole("option")).toHaveText([new RegExp(en("subscriptions.new"))]);
  await field(page).fill("xyzzy");
  await expect(palette(page).getByText(en("palette.none"))).toBeVisible();
  await expect(field(page)).toHaveAttribute("aria-expanded", "false");
  await field(page).fill("new sub");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: en("subscriptions.new") })).toBeVisible();
  // Over another dialog it stays away.
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toHaveCount(0);
});

test("customers are found as one types, and Enter opens them", async ({ page, owner, server }) => {
  const made = await server.subscribe(owner.access_token, { company_name: "Boulangerie Mércier" });
  await server.subscribe(owner.access_token, { company_name: "Mertens Bouw" });
  await signIn(page, owner);
  await page.goto("/settings");
  await open(page);
  const asked = page.waitForRequest((request) => request.url().includes("/subscriptions?q=mercier&limit=8"));
  await page.keyboard.type("mercier");
  await asked;
  await expect(palette(page).getByRole("group", { name: en("palette.customers") }).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/subscriptions/${made.id}`);
  await open(page);
  await expect(selected(page)).toHaveText(/Boulangerie Mércier/);
  // A pointer chooses as well.
  await field(page).fill("mert");
  await option(page, "Mertens Bouw").click();
  await expect(heading(page, "Mertens Bouw")).toBeVisible();
});

test("an answer that comes too late is not shown", async ({ page, owner, server }) => {
  await server.subscribe(owner.access_token, { company_name: "Albatros" });
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  await page.goto("/");
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/q=al&limit=8/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await open(page);
  const first = page.waitForRequest(/q=al&limit=8/);
  await page.keyboard.type("al");
  const dropped = page.waitForEvent("requestfailed", (request) => request.url().includes("q=al&"));
  await first;
  await page.keyboard.type("der");
  await dropped;
  release();
  await expect(palette(page).getByRole("group", { name: en("palette.customers") }).getByRole("option")).toHaveText([/Alder Works/]);
});

test("saved views, themes, languages, shortcuts and the way out are in it", async ({ page, owner, server }) => {
  await server.post("/me/views", { list: "archived", name: "Past trials", query: "product=microsoft_365" }, owner.access_token);
  await signIn(page, owner);
  await page.goto("/settings");
  await open(page);
  await page.keyboard.type("past");
  await expect(selected(page)).toHaveText("Past trials");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/archived?product=microsoft_365");

  await open(page);
  await page.keyboard.type("theme dark");
  await expect(selected(page)).toHaveText(en("palette.theme", { name: en("common.theme_dark") }));
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await open(page);
  await page.keyboard.type("keyb");
  await page.keyboard.press("Enter");
  const shortcuts = page.getByRole("dialog", { name: en("subscriptions.shortcuts") });
  await expect(shortcuts).toContainText(en("palette.title"));
  await expect(shortcuts).toContainText(en("palette.go_to", { page: en("events.title") }));
  await page.keyboard.press("Escape");

  await open(page);
  await page.keyboard.type("franc");
  await page.keyboard.press("Enter");
  await expect(heading(page, words("fr")("subscriptions.archive_caption"))).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: words("fr")("palette.title") })).toBeFocused();
  await page.keyboard.type("se dec");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sign-in/);
  // Customers' names don't stay behind.
  expect(await page.evaluate(() => localStorage.getItem("countersign.recent"))).toBeNull();
});

test("g and a page's key lead there, outside fields", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  await expect(heading(page, en("shell.subscriptions"))).toBeVisible();
  for (const [key, path] of [["a", "/activity"], ["r", "/archived"], ["t", "/settings"], ["s", "/"]] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page).toHaveURL(path);
  }
  await page.getByRole("searchbox", { name: en("subscriptions.search") }).focus();
  await page.keyboard.type("ga");
  await expect(page).toHaveURL("/?q=ga");
});

test("who may not create is not offered it, and a customer's person has their own", async ({ page, owner, server, visitor }) => {
  const support = { full_name: "Bruno Brandt", email: "bruno@northwind.example", password: "copper-lantern-drizzle-58" };
  await server.post("/reseller/invites", { full_name: support.full_name, email: support.email, role: "support", locale: "en" }, owner.access_token);
  await server.accept(support.email, support);
  await signIn(page, support);
  await page.goto("/");
  await open(page);
  await expect(option(page, en("events.title"))).toBeVisible();
  await expect(option(page, en("subscriptions.new"))).toHaveCount(0);

  const camille = { full_name: "Camille Mercier", email: "camille@mercier.example", password: "copper-lantern-drizzle-58" };
  const made = await server.subscribe(owner.access_token, {
    company_name: "Boulangerie Mercier",
    contact: { full_name: camille.full_name, email: camille.email },
  });
  await server.accept(camille.email, camille);
  const theirs = await visitor();
  await signIn(theirs, camille);
  await theirs.goto("/");
  await open(theirs);
  await expect(option(theirs, en("events.title"))).toHaveCount(0);
  await expect(option(theirs, en("shell.archived"))).toHaveCount(0);
  await theirs.keyboard.type("boul");
  await theirs.keyboard.press("Enter");
  await expect(theirs).toHaveURL(`/subscriptions/${made.id}`);
});

test("on a phone a button opens it", async ({ page, owner }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, owner);
  await page.goto("/");
  await expect(page.getByRole("button", { name: en("palette.open") })).toBeHidden();
  await page.getByRole("button", { name: en("palette.title") }).click();
  await expect(field(page)).toBeFocused();
  await palette(page).getByRole("button", { name: en("common.close") }).click();
  await expect(palette(page)).toHaveCount(0);
});

test("it speaks every language", async ({ page, owner, server }) => {
  await signIn(page, owner);
  for (const language of LANGUAGES) {
    await server.patch("/me", { locale: language }, owner.access_token);
    await page.goto("/");
    const say = words(language);
    await expect(page.getByRole("button", { name: say("palette.open") })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: say("palette.title") })).toBeVisible();
  }
});

demoTest("axe finds nothing with the palette open", async ({ page }) => {
  await signIn(page, OWNER);
  await page.goto("/");
  await open(page);
  await page.keyboard.type("a");
  await expect(palette(page).getByRole("group", { name: en("palette.customers") })).toBeVisible();
  await expectAccessible(page);
  await field(page).fill("xyzzy");
  await expect(palette(page).getByText(en("palette.none"))).toBeVisible();
  await expectAccessible(page);
});
