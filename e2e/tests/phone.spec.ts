// The app in a hand: at 390 px, where the navigation is at the foot and rows are cards; and at 200 % zoom.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { en } from "../support/words.js";

const PHONE = { width: 390, height: 844 };
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });
const names = (page: Page) => page.getByRole("table", { name: en("subscriptions.list_caption") }).locator("a.who");

test.use({ viewport: PHONE, hasTouch: true });

test("the navigation at the foot leads to every page, and the menu of the person opens above it", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.goto("/");
  const navigation = page.getByRole("navigation", { name: en("shell.main_navigation") });
  for (const [link, title] of [
    [en("shell.archived"), en("subscriptions.archive_caption")],
    [en("events.title"), en("events.title")],
    [en("shell.settings"), en("settings.title")],
    [en("shell.subscriptions"), en("shell.subscriptions")],
  ] as const) {
    await navigation.getByRole("link", { name: link }).tap();
    await expect(heading(page, title)).toBeVisible();
    await expect(navigation.locator("[aria-current=page]")).toHaveText(link);
    const box = await navigation.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(PHONE.height - 24);
  }
  await page.getByRole("button", { name: new RegExp(`^${owner.full_name}`) }).tap();
  const settings = page.locator(".menu:popover-open").getByRole("link", { name: en("shell.settings") });
  await expect(settings).toBeInViewport({ ratio: 1 });
  await settings.tap();
  await expect(heading(page, en("settings.title"))).toBeVisible();
});

test("a subscription is created, found as a card, opened and changed", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/");
  await page.getByRole("button", { name: en("subscriptions.new") }).first().tap();
  const dialog = page.getByRole("dialog", { name: en("subscriptions.new") });
  await dialog.getByLabel(en("subscriptions.company_name")).fill("Nine Rivers");
  await dialog.getByLabel(en("subscriptions.seats")).fill("18");
  await dialog.getByRole("switch", { name: en("subscriptions.edit_signatures") }).tap();
  await dialog.getByLabel(en("subscriptions.contact_name")).fill("Ines Rivera");
  await dialog.getByLabel(en("subscriptions.contact_email")).fill("ines@ninerivers.example");
  await dialog.getByRole("checkbox", { name: en("subscriptions.terms") }).tap();
  await expect(dialog.getByRole("button", { name: en("subscriptions.create") })).toBeInViewport({ ratio: 1 });
  await dialog.getByRole("button", { name: en("subscriptions.create") }).tap();
  await expect(dialog).toBeHidden();
  const card = page.getByRole("row").filter({ hasText: "Nine Rivers" });
  await expect(card).toContainText("18");
  await expect(card).toContainText(en("subscriptions.row_trial_days", { count: 14 }));
  await card.getByRole("link", { name: en("subscriptions.manage_label", { company: "Nine Rivers" }) }).tap();
  await expect(heading(page, "Nine Rivers")).toBeVisible();
  await page.getByRole("button", { name: en("members.row_actions", { name: "Ines Rivera" }) }).tap();
  await page.getByRole("button", { name: en("members.resend") }).tap();
  await expect(page.getByText(en("members.resent", { email: "ines@ninerivers.example" }))).toBeInViewport();
  await server.mail.waitFor("ines@ninerivers.example", { count: 2 });
});

test.describe("three subscriptions", () => {
  test.beforeEach(async ({ page, owner, server }) => {
    for (const [company_name, seats] of [["Alder Works", 7], ["Birch & Bay Ltd", 90], ["Cedar Lane", 30]] as const) {
      await server.subscribe(owner.access_token, { company_name, seats });
    }
    await signIn(page, owner);
  });

  test("cards are sorted by a list, as columns are by their heads", async ({ page }) => {
    await page.goto("/");
    await expect(names(page)).toHaveText(["Alder Works", "Birch & Bay Ltd", "Cedar Lane"]);
    const sort = page.getByRole("combobox", { name: en("subscriptions.sort") });
    await sort.selectOption({ label: en("subscriptions.sort_down", { column: en("subscriptions.seats") }) });
    await expect(names(page)).toHaveText(["Birch & Bay Ltd", "Cedar Lane", "Alder Works"]);
    await expect(page).toHaveURL("/?sort=-seats");
    await page.reload();
    await expect(sort).toHaveValue("-seats");
    await sort.selectOption({ label: en("subscriptions.sort_up", { column: en("subscriptions.customer") }) });
    await expect(page).toHaveURL("/");
    await page.goBack();
    await expect(sort).toHaveValue("-seats");
    await expectAccessible(page);
    // 1280 px at 200 %.
    await page.setViewportSize({ width: 640, height: 450 });
    await expect(sort).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 900 });
    await expect(sort).toBeHidden();
    await page.setViewportSize(PHONE);
    await page.goto("/archived");
    await expect(sort.getByRole("option")).toHaveCount(2);
  });

  test("columns are chosen by native boxes, and the menu stays open", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: en("subscriptions.columns") }).tap();
    const box = page.getByRole("checkbox", { name: en("subscriptions.created") });
    await expect(box).not.toBeChecked();
    await box.tap();
    await expect(box).toBeChecked();
    await expect(page.locator(`td[data-label="${en("subscriptions.created")}"]`)).toHaveCount(3);
    await page.getByRole("checkbox", { name: en("subscriptions.seats") }).tap();
    await expect(page.locator(`td[data-label="${en("subscriptions.seats")}"]`)).toHaveCount(0);
  });

  test("cards stand in the order in which Tab reaches them, and the danger zone last", async ({ page, owner, server }) => {
    const { items } = await server.get<{ items: { id: string }[] }>("/subscriptions", owner.access_token);
    await page.goto(`/subscriptions/${items[0]?.id}`);
    await expect(page.getByRole("heading", { name: en("subscriptions.danger") })).toBeVisible();
    for (const width of [390, 1100]) {
      await page.setViewportSize({ width, height: 900 });
      const heads = await page.locator(".detail h2").evaluateAll((all) => all.map((head) => ({ text: head.textContent, top: head.getBoundingClientRect().top })));
      expect(heads.map(({ text }) => text).at(-1)).toBe(en("subscriptions.danger"));
      expect(heads.map(({ top }) => top)).toEqual(heads.map(({ top }) => top).sort((one, other) => one - other));
    }
  });

  test("what has the focus is never under the navigation or the foot of a dialog", async ({ page }) => {
    await page.goto("/");
    await expect(names(page)).toHaveCount(3);
    const hidden = () =>
      page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body) return null;
        const { left, right, top, bottom } = active.getBoundingClientRect();
        const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return over === null || over === active || active.contains(over) || over.contains(active) || over.closest("label")?.contains(active) ? null : `${active.outerHTML.slice(0, 120)} under ${over.outerHTML.slice(0, 120)}`;
      });
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await hidden()).toBeNull();
    }
    await page.goto("/?new=1");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.setViewportSize({ width: 390, height: 500 });
    for (let presses = 0; presses < 16; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await hidden()).toBeNull();
    }
  });
});
