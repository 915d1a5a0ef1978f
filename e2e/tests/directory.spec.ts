// The directory: people by hand, from a file, and beside the seats; two lists, searched and narrowed.

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.js";
import { expect, open, signIn, test } from "../support/test.js";
import { en, LANGUAGES, words } from "../support/words.js";

const ADA = "Ada Alder";
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const file = (text: string, name = "people.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Opens one of the actions of a person's row. */
async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: en("directory.row_actions", { name }) }).click();
  await page.getByRole("button", { name: action, exact: true }).click();
}

test("a person is added, changed and removed, and a colleague's browser follows", async ({ page, owner, server, visitor }) => {
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}`);
  await page.getByRole("link", { name: en("directory.open") }).click();
  await expect(page).toHaveURL(`/subscriptions/${made.id}/directory`);
  const section = page.getByRole("navigation", { name: en("shell.main_navigation") }).getByRole("link", { name: en("shell.subscriptions") });
  await expect(section).toHaveAttribute("aria-current", "page");
  await expect(page.getByText(en("directory.nobody_advice"))).toBeVisible();
  await expectAccessible(page);
  const colleague = await visitor();
  await signIn(colleague, owner);
  await open(colleague, `/subscriptions/${made.id}/directory`);

  await page.getByRole("button", { name: en("directory.add"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(en("directory.email")).fill("nobody");
  await dialog.getByRole("button", { name: en("directory.add_action"), exact: true }).click();
  await expect(dialog.getByLabel(en("directory.display_name"))).toBeFocused();
  await dialog.getByLabel(en("directory.display_name")).fill(ADA);
  await dialog.getByLabel(en("directory.email")).fill("ada@alder.example");
  await dialog.getByLabel(en("directory.job_title")).fill("Head baker");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: en("directory.add_action"), exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(page, ADA)).toContainText("Head baker");
  await expect(row(colleague, ADA)).toContainText("ada@alder.example");

  await act(page, ADA, en("directory.edit"));
  await expect(dialog.getByLabel(en("directory.job_title"))).toHaveValue("Head baker");
  await dialog.getByLabel(en("directory.job_title")).fill("");
  await dialog.getByLabel(en("directory.department")).fill("Production");
  await dialog.getByRole("button", { name: en("common.save") }).click();
  await expect(row(page, ADA)).toContainText("Production");
  await expect(row(page, ADA)).not.toContainText("Head baker");
  await expect(row(colleague, ADA)).toContainText("Production");

  await act(page, ADA, en("directory.remove"));
  await dialog.getByRole("button", { name: en("directory.remove"), exact: true }).click();
  await expect(row(page, ADA)).toHaveCount(0);
  await expect(row(colleague, ADA)).toHaveCount(0);
});

test("a file is looked at, corrected and imported; then the list is searched, narrowed and exported", async ({ page, owner, server }) => {
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works", seats: 2 });
  await signIn(page, owner);
  await open(page, `/subscriptions/${made.id}/directory`);
  await page.getByRole("link", { name: en("import.link"), exact: true }).click();
  const input = page.locator("input[type=file]");
  await input.setInputFiles(file("email,display_name\nada@alder.example,Ada Alder\nnobody,\n"));
  await expect(page.getByRole("alert")).toContainText(en("import.faulty", { count: 1, total: 2 }));
  await expect(page.getByRole("table", { name: en("directory.faulty_rows") }).getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  const rows = ["email,display_name,department,takes_seat", "ada@alder.example,Ada Alder,Office,", "bo@alder.example,Bo Birch,Production,"];
  rows.push("cleo@alder.example,Cleo Cedar,Production,", "info@alder.example,Information,,no");
  await input.setInputFiles(file(rows.join("\n")));
  await expect(page.getByText(en("directory.are_new", { count: 4 }))).toBeVisible();
  await page.getByRole("button", { name: en("directory.import_people", { count: 4 }) }).click();
  await expect(page.getByText(en("directory.imported"))).toBeVisible();
  await page.getByRole("link", { name: en("directory.to_directory") }).click();

  await expect(page.getByText(en("directory.over_seats", { count: 3, seats: 2 }))).toBeVisible();
  await page.getByRole("searchbox").fill("prod");
  await expect(row(page, "Ada Alder")).toHaveCount(0);
  await expect(row(page, "Bo Birch")).toBeVisible();
  await expect(page).toHaveURL(/\?q=prod$/);
  await page.getByRole("searchbox").fill("");
  await expect(row(page, "Ada Alder")).toBeVisible();
  await page.getByRole("combobox", { name: en("directory.seat") }).selectOption("false");
  await expect(row(page, "Information")).toBeVisible();
  await expect(row(page, "Bo Birch")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: en("subscriptions.export") }).click();
  expect((await download).suggestedFilename()).toBe("directory.csv");
  await page.goBack();
  await expect(row(page, "Bo Birch")).toBeVisible();
  await page.getByRole("link", { name: new RegExp(`^${en("directory.groups")}`) }).click();
  await expect(page.getByText(en("directory.no_groups"))).toBeVisible();

  // More seats, and the prompt goes away by itself.
  await server.patch(`/subscriptions/${made.id}`, { seats: 3 }, owner.access_token);
  await expect(page.getByText(en("directory.over_seats", { count: 3, seats: 2 }))).toHaveCount(0);
});

test("the pages stand in each language at 390 px", async ({ page, owner, server }) => {
  const made = await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  const person = { email: "maximiliane.von.und.zu.liechtenstein@alder.example", display_name: "Maximiliane von und zu Liechtenstein-Hohenfels" };
  await server.post(`/subscriptions/${made.id}/directory/people`, person, owner.access_token);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, owner);
  for (const language of LANGUAGES) {
    await server.patch("/me", { locale: language }, owner.access_token);
    for (const path of ["directory", "directory/import"]) {
      await open(page, `/subscriptions/${made.id}/${path}`);
      const title = words(language)(path === "directory" ? "directory.title" : "directory.import_title");
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${language} ${path}`).toBeLessThanOrEqual(0);
    }
  }
});
