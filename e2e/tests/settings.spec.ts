// One's own settings: language, theme, name, password, sessions, address; and the company's.

import { link } from "../support/mail.js";
import { expect, signIn, test } from "../support/test.js";
import { en, LANGUAGES, words } from "../support/words.js";

/** The labels that people know, in the order of the list's columns and of the dialog. */
const KNOWN = {
  en: ["Customer", "Product", "Number of users", "Status", "Next payment date", "New customer subscription", "Signatures for Microsoft 365", "Customer company name", "Let customers edit signatures?", "Customer contact name", "Customer email address", "Create", "Archived subscriptions"],
  fr: ["Client", "Produit", "Nombre d'utilisateurs", "Statut", "Date du prochain paiement", "Nouvel abonnement client", "Signatures pour Microsoft 365", "Nom de l'entreprise du client", "Laisser les clients modifier les signatures ?", "Nom de contact du client", "Adresse e-mail du client", "Créer", "Abonnements archivés"],
  nl: ["Klant", "Product", "Aantal gebruikers", "Status", "Volgende betaaldatum", "Nieuw klantabonnement", "Handtekeningen voor Microsoft 365", "Bedrijfsnaam klant", "Kunnen klanten handtekeningen bewerken?", "Contactpersoon klant", "E-mailadres klant", "Creëren", "Gearchiveerde abonnementen"],
  de: ["Kunde", "Produkt", "Anzahl Benutzer", "Status", "Nächstes Zahlungsdatum", "Neues Kundenabonnement", "Signaturen für Microsoft 365", "Firmenname des Kunden", "Dürfen Kunden Signaturen bearbeiten?", "Ansprechpartner des Kunden", "E-Mail-Adresse des Kunden", "Erstellen", "Archivierte Abonnements"],
} as const;

test("the language is switched from the menu, everywhere at once, and kept in the profile", async ({ page, owner, server, visitor }) => {
  await server.subscribe(owner.access_token, { company_name: "Alder Works" });
  await signIn(page, owner);
  await page.goto("/");
  for (const language of ["fr", "nl", "de", "en"] as const) {
    const say = words(language);
    await page.getByRole("button", { name: new RegExp(`^${owner.full_name}`) }).click();
    const saved = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/me") && answer.request().method() === "PATCH");
    await page.getByRole("button", { name: { en: "English", fr: "Français", nl: "Nederlands", de: "Deutsch" }[language], exact: true }).click();
    expect((await saved).status()).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    const [customer, product, users, status, payment, create, microsoft, company, edit, contact, email, submit, archived] = KNOWN[language];
    for (const label of [customer, product, users, status, payment]) {
      await expect(page.getByRole("columnheader", { name: label })).toBeVisible();
    }
    await expect(page.getByRole("link", { name: archived })).toBeVisible();
    await expect(page.getByText(say("subscriptions.row_trial_days", { count: 14 }))).toBeVisible();
    await page.getByRole("button", { name: create }).click();
    const dialog = page.getByRole("dialog", { name: create });
    await expect(dialog.getByRole("radio", { name: microsoft })).toBeVisible();
    await dialog.getByRole("switch", { name: edit }).check();
    for (const label of [company, users, contact, email]) await expect(dialog.getByLabel(label)).toBeVisible();
    await expect(dialog.getByRole("button", { name: submit })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  // Another browser with another language: the profile's counts.
  const elsewhere = await visitor({ locale: "fr-FR" });
  await signIn(elsewhere, owner);
  await elsewhere.goto("/");
  await expect(elsewhere.getByRole("columnheader", { name: "Customer" })).toBeVisible();
});

test("before the sign-in the language is the browser's, and can be chosen", async ({ server, visitor }) => {
  await server.setUp();
  for (const language of LANGUAGES) {
    const page = await visitor({ locale: language });
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1, name: words(language)("auth.sign_in") })).toBeVisible();
  }
  const page = await visitor({ locale: "ja-JP" });
  await page.goto("/sign-in");
  const choice = page.getByRole("combobox", { name: en("common.language") });
  await choice.selectOption({ label: "Deutsch" });
  await expect(page.getByRole("heading", { level: 1, name: words("de")("auth.sign_in") })).toBeVisible();
  await expect(page.getByRole("combobox", { name: words("de")("common.language") })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: words("de")("auth.sign_in") })).toBeVisible();
});

test("the theme follows the system until one is chosen, and this browser keeps the choice", async ({ page, owner }) => {
  await signIn(page, owner);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const menu = page.getByRole("button", { name: new RegExp(`^${owner.full_name}`) });
  await expect(menu).toBeVisible();
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await menu.click();
  const themes = page.getByRole("group", { name: en("common.theme") });
  await themes.getByRole("button", { name: en("common.theme_dark") }).click();
  await expect(themes.getByRole("button", { name: en("common.theme_dark") })).toHaveAttribute("aria-pressed", "true");
  expect(await ground()).toBe(dark);
  await page.reload();
  await expect(menu).toBeVisible();
  expect(await ground()).toBe(dark);
  await menu.click();
  await themes.getByRole("button", { name: en("common.theme_system") }).click();
  expect(await ground()).toBe(light);
});

test("name, phone and language are saved in one form", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/settings");
  const form = page.locator("form");
  await form.getByLabel(en("settings.name")).fill("");
  await form.getByRole("button", { name: en("common.save") }).click();
  await expect(form.getByLabel(en("settings.name"))).toHaveAccessibleDescription(new RegExp(en("faults.blank")));
  await form.getByLabel(en("settings.name")).fill("Olga O. Ostrova");
  await form.getByLabel(en("auth.phone")).fill("+372 600 1234");
  await form.getByLabel(en("settings.language")).selectOption("de");
  await form.getByRole("button", { name: en("common.save") }).click();
  const de = words("de");
  await expect(page.getByText(de("settings.saved"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: de("settings.title") })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Olga O\. Ostrova/ })).toBeVisible();
  expect(await server.get("/me", owner.access_token)).toMatchObject({ full_name: "Olga O. Ostrova", phone: "+372 600 1234", locale: "de" });
});

test("another password ends the other sessions, and counts from then on", async ({ page, owner, visitor, console }) => {
  const elsewhere = await visitor();
  for (const screen of [page, elsewhere]) {
    await signIn(screen, owner);
    await screen.goto("/settings");
    await expect(screen.getByRole("heading", { level: 1, name: en("settings.title") })).toBeVisible();
  }
  await page.getByRole("button", { name: en("settings.change_password") }).click();
  const dialog = page.getByRole("dialog", { name: en("settings.change_password") });
  const present = dialog.getByLabel(en("settings.current_password"));
  const next = dialog.getByLabel(en("auth.new_password"), { exact: true });
  await expect(present).toBeFocused();
  const chosen = "marble-sparrow-quilt-27";
  await present.fill("not-the-password-at-all");
  await next.fill(chosen);
  console.provokes(422, "/me/password");
  await dialog.getByRole("button", { name: en("settings.change_password") }).click();
  await expect(present).toHaveAccessibleDescription(new RegExp(en("faults.wrong_password")));
  await present.fill(owner.password);
  await dialog.getByRole("button", { name: en("settings.change_password") }).click();
  await expect(page.getByText(en("settings.password_changed"))).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: en("settings.title") })).toBeVisible();
  console.provokes(401, "/api/v1/");
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.getByLabel(en("auth.email")).fill(owner.email);
  await elsewhere.getByLabel(en("auth.password"), { exact: true }).fill(chosen);
  await elsewhere.getByRole("button", { name: en("auth.sign_in") }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: en("settings.title") })).toBeVisible();
});

test("sessions are listed, and another one can be ended", async ({ page, owner, visitor, console }) => {
  const elsewhere = await visitor({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
  for (const screen of [elsewhere, page]) {
    await signIn(screen, owner);
    await screen.goto("/");
    await expect(screen.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();
  }
  await page.goto("/settings?section=sessions");
  const name = en("settings.on_system", { browser: "Firefox", system: "Linux" });
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.filter({ hasText: en("settings.this_browser") })).toHaveCount(1);
  const other = rows.filter({ hasText: name });
  await expect(other).toHaveCount(1);
  await other.getByRole("button", { name: en("settings.end_session"), exact: true }).click();
  const dialog = page.getByRole("dialog", { name: en("settings.end_session_title", { name }) });
  await dialog.getByRole("button", { name: en("settings.end_session"), exact: true }).click();
  await expect(page.getByText(en("settings.session_ended"))).toBeVisible();
  await expect(other).toHaveCount(0);
  console.provokes(401, "/api/v1/");
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});

test("another address counts once its link was opened and confirmed", async ({ page, owner, server, visitor, console }) => {
  const address = "olga.ostrova@northwind.example";
  await signIn(page, owner);
  await page.goto("/settings");
  await page.getByRole("button", { name: en("settings.change_email") }).click();
  const dialog = page.getByRole("dialog", { name: en("settings.change_email_title") });
  await dialog.getByLabel(en("auth.email")).fill(address);
  await dialog.getByLabel(en("settings.current_password")).fill(owner.password);
  await dialog.getByRole("button", { name: en("settings.change_email_action") }).click();
  await expect(page.getByText(en("settings.email_pending", { email: address }))).toBeVisible();
  const where = link(await server.mail.waitFor(address), "/confirm-email#");

  const elsewhere = await visitor();
  await elsewhere.goto(where);
  await expect(elsewhere.getByRole("heading", { level: 1, name: en("auth.confirm_email_title") })).toBeVisible();
  await expect(elsewhere).toHaveURL("/confirm-email");
  // Opening it alone does nothing: programs open the links of mails.
  expect(await server.get("/me", owner.access_token)).toMatchObject({ email: owner.email, new_email: address });
  await elsewhere.getByRole("button", { name: en("auth.confirm_email_action") }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: en("auth.confirm_email_done_title") })).toBeVisible();
  await elsewhere.getByRole("link", { name: en("auth.to_sign_in") }).click();
  await elsewhere.getByLabel(en("auth.email")).fill(address);
  await elsewhere.getByLabel(en("auth.password"), { exact: true }).fill(owner.password);
  await elsewhere.getByRole("button", { name: en("auth.sign_in") }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: en("shell.subscriptions") })).toBeVisible();

  for (const status of [404, 409, 410]) console.provokes(status, "/email/confirm");
  await elsewhere.goto(where);
  await elsewhere.getByRole("button", { name: en("auth.confirm_email_action") }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: en("auth.link_over_title") })).toBeVisible();
});

test("the company's name and reply address are changed, and mails carry them", async ({ page, owner, server }) => {
  await signIn(page, owner);
  await page.goto("/settings?section=company");
  await page.getByLabel(en("settings.company_name")).fill("Northwind Cloud");
  await page.getByLabel(en("settings.reply_address")).fill("help@northwind.example");
  await page.getByRole("button", { name: en("common.save") }).click();
  await expect(page.getByText(en("settings.saved"))).toBeVisible();
  await expect(page.getByRole("button", { name: /Northwind Cloud$/ })).toBeVisible();
  await server.subscribe(owner.access_token, { company_name: "Alder Works", contact: { full_name: "Anna Alder", email: "anna@alder.example" } });
  const mail = await server.mail.waitFor("anna@alder.example");
  expect(mail.subject).toContain("Northwind Cloud");
});
