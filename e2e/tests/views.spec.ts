// Saved views: a list's filters and order under a name.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, signIn, test } from "../support/test.js";
import { en, LANGUAGES, words } from "../support/words.js";

type Views = { items: { id: string; name: string; query: string; list: string }[] };

const menuButton = (page: Page, name = en("views.views")) => page.locator(".toolbar").getByRole("button", { name });
const entry = (page: Page, name: string) => page.getByRole("group", { name: en("views.saved_views") }).getByRole("button", { name, exact: true });
const manager = (page: Page) => page.getByRole("dialog", { name: en("views.saved_views") });

test.beforeEach(async ({ page, owner, server }) => {
  await server.subscribe(owner.access_token, { company_name: "Alder Works", seats: 40 });
  await server.subscribe(owner.access_token, { company_name: "Birch & Sons", seats: 5, product: "google_workspace" });
  await signIn(page, owner);
});

test("a filtered and sorted list is saved by keyboard, and its view shows it again", async ({ page, owner, server }) => {
  await page.goto("/");
  await menuButton(page).click();
  await expect(page.getByText(en("views.empty"))).toBeVisible();
  // The whole list in its usual order needs no name.
  await expect(page.getByRole("button", { name: en("views.save") })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.goto("/?status=trial&sort=-seats");
  await expect(page.getByRole("row")).toHaveCount(3);
  await menuButton(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: en("views.save") })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: en("views.save_title") });
  await expect(dialog.getByRole("textbox", { name: en("views.name") })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: en("views.name") })).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await page.keyboard.type("Large trials");
  await page.keyboard.press("Enter");
  await expect(page.getByText(en("views.saved", { name: "Large trials" }))).toBeVisible();
  await expect(menuButton(page, "Large trials")).toBeVisible();
  const saved = await server.get<Views>("/me/views", owner.access_token);
  expect(saved.items).toMatchObject([{ list: "subscriptions", name: "Large trials", query: "status=trial&sort=-seats" }]);

  await page.goto("/");
  await menuButton(page).click();
  await entry(page, "Large trials").click();
  await expect(page).toHaveURL("/?status=trial&sort=-seats");
  await expect(page.locator("tbody a.who").first()).toHaveText("Alder Works");
  await menuButton(page, "Large trials").click();
  await expect(entry(page, "Large trials")).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: en("views.save") })).toHaveCount(0);
  await page.keyboard.press("Escape");
  // Another filter is another list.
  await page.getByRole("combobox", { name: en("subscriptions.product") }).selectOption("google_workspace");
  await expect(menuButton(page, en("views.views"))).toBeVisible();
  await page.goBack();
  await expect(menuButton(page, "Large trials")).toBeVisible();
});

test("a name that is taken is refused, and what was typed stays", async ({ page, owner, server, console }) => {
  await server.post("/me/views", { list: "subscriptions", name: "Trials", query: "status=trial" }, owner.access_token);
  console.provokes(409, "/me/views");
  await page.goto("/?status=active");
  await menuButton(page).click();
  await page.getByRole("button", { name: en("views.save") }).click();
  const dialog = page.getByRole("dialog", { name: en("views.save_title") });
  await dialog.getByRole("textbox", { name: en("views.name") }).fill("TRIALS");
  await dialog.getByRole("button", { name: en("common.save") }).click();
  await expect(dialog.getByText(en("problems.view_exists"))).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: en("views.name") })).toHaveValue("TRIALS");
});

test("views are renamed and deleted, and a deletion can be undone", async ({ page, owner, server }) => {
  for (const [name, query] of [["Paused", "status=on_hold"], ["Trials", "status=trial"]]) {
    await server.post("/me/views", { list: "subscriptions", name, query }, owner.access_token);
  }
  await page.goto("/");
  await menuButton(page).click();
  await page.getByRole("button", { name: en("views.manage") }).click();
  await manager(page).getByRole("button", { name: en("views.rename_label", { name: "Trials" }) }).click();
  const field = manager(page).getByRole("textbox", { name: en("views.name") });
  await expect(field).toBeFocused();
  await field.fill("In trial");
  await field.press("Enter");
  await expect(manager(page).getByRole("button", { name: en("views.rename_label", { name: "In trial" }) })).toBeFocused();

  await manager(page).getByRole("button", { name: en("views.delete_label", { name: "Paused" }) }).click();
  await expect(manager(page).getByText(en("views.deleted", { name: "Paused" }))).toBeVisible();
  const undo = manager(page).getByRole("button", { name: en("views.undo") });
  await expect(undo).toBeFocused();
  expect((await server.get<Views>("/me/views", owner.access_token)).items.map((view) => view.name)).toEqual(["In trial"]);
  await undo.click();
  await expect(manager(page).getByRole("button", { name: en("views.delete_label", { name: "Paused" }) })).toBeVisible();
  await page.keyboard.press("Escape");
  await menuButton(page).click();
  await expect(page.getByRole("group", { name: en("views.saved_views") }).getByRole("button")).toHaveText(["In trial", "Paused"]);
});

test("archived subscriptions have views of their own", async ({ page, owner, server }) => {
  await server.post("/me/views", { list: "archived", name: "Past Microsoft", query: "product=microsoft_365" }, owner.access_token);
  await page.goto("/");
  await menuButton(page).click();
  await expect(page.getByText(en("views.empty"))).toBeVisible();
  await page.goto("/archived");
  await menuButton(page).click();
  await entry(page, "Past Microsoft").click();
  await expect(page).toHaveURL("/archived?product=microsoft_365");
});

test("axe finds nothing in the menu and its dialogs", async ({ page, owner, server }) => {
  await server.post("/me/views", { list: "subscriptions", name: "Trials", query: "status=trial" }, owner.access_token);
  await page.goto("/?status=active");
  await menuButton(page).click();
  await expect(entry(page, "Trials")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/?status=active");
  await menuButton(page).click();
  await page.getByRole("button", { name: en("views.manage") }).click();
  await expect(manager(page)).toBeVisible();
  await expectAccessible(page);
});

test("the menu speaks every language", async ({ page, owner, server }) => {
  for (const language of LANGUAGES) {
    await server.patch("/me", { locale: language }, owner.access_token);
    await page.goto("/?status=trial");
    const say = words(language);
    await menuButton(page, say("views.views")).click();
    await expect(page.getByRole("button", { name: say("views.save") })).toBeVisible();
  }
});
