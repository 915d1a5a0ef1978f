use chrono::NaiveDate;
use shared::domains::SpfResult;
use shared::invites::InviteRole;
use shared::locale::Locale;
use shared::subscriptions::Product;

use super::*;
use crate::auth::two_factor::service::News;

const LINK: &str = "https://portal.example/invites/accept#pZ3v0hQ8Jm2kX7cT1nYwR5sU9bLdGfEa4oVi6tHjKqM";

fn invite() -> InviteToSubscription {
    InviteToSubscription {
        full_name: "Camille Mercier".to_owned(),
        reseller_name: "Northwind IT".to_owned(),
        company_name: "Boulangerie Mercier & Fils".to_owned(),
        product: Product::Microsoft365,
        inviter_name: Some("Anna Berg".to_owned()),
        role: InviteRole::Admin,
        link: LINK.to_owned(),
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
    }
}

fn colleague() -> InviteColleague {
    InviteColleague {
        full_name: "Jonas Weber".to_owned(),
        reseller_name: "Northwind IT".to_owned(),
        inviter_name: Some("Anna Berg".to_owned()),
        role: InviteRole::Support,
        link: LINK.to_owned(),
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
    }
}

fn worsened() -> SpfWorsened {
    SpfWorsened {
        full_name: "Olga Ostrova".to_owned(),
        company_name: "Boulangerie Mercier & Fils".to_owned(),
        domain: "bäckerei.example".to_owned(),
        result: SpfResult::OkWithoutUs,
        record_to_publish: Some("v=spf1 include:spf.countersign.example -all".to_owned()),
        link: "https://portal.example/subscriptions/01a200bd-0293-7636-891b-c30a582e820d".to_owned(),
    }
}

#[test]
fn a_mail_about_spf_names_customer_domain_state_and_the_record() {
    for (locale, subject) in [
        (Locale::En, "Boulangerie Mercier & Fils: the SPF record of bäckerei.example needs attention"),
        (Locale::Fr, "Boulangerie Mercier & Fils : l'enregistrement SPF de bäckerei.example demande votre attention"),
        (Locale::Nl, "Boulangerie Mercier & Fils: het SPF-record van bäckerei.example vraagt aandacht"),
        (Locale::De, "Boulangerie Mercier & Fils: Der SPF-Eintrag von bäckerei.example braucht Aufmerksamkeit"),
    ] {
        let mail = worsened().render(locale);
        assert_eq!(mail.subject, subject);
        for fact in ["bäckerei.example", "v=spf1 include:spf.countersign.example -all", "/subscriptions/01a200bd"] {
            assert!(mail.text.contains(fact) && mail.html.contains(fact), "{fact} in {}", mail.text);
        }
        let bare = SpfWorsened { record_to_publish: None, ..worsened() }.render(locale);
        assert!(!bare.text.contains("v=spf1"), "{}", bare.text);
    }
}

/// Every mail, by a name for files and messages.
fn every(locale: Locale) -> Vec<(&'static str, Rendered)> {
    let (full_name, new_email) = ("Camille Mercier".to_owned(), "camille.mercier@mercier.example".to_owned());
    let link = "https://portal.example/reset-password#pZ3v0hQ8Jm2kX7cT1nYwR5sU9bLdGfEa4oVi6tHjKqM".to_owned();
    vec![
        ("invite", invite().render(locale)),
        ("invite-by-nobody", InviteToSubscription { inviter_name: None, role: InviteRole::Editor, ..invite() }.render(locale)),
        ("colleague", colleague().render(locale)),
        ("colleague-by-nobody", InviteColleague { inviter_name: None, role: InviteRole::Owner, ..colleague() }.render(locale)),
        ("reset", PasswordReset { full_name: full_name.clone(), link: link.clone() }.render(locale)),
        ("confirm", ConfirmEmail { full_name: full_name.clone(), link, new_email: new_email.clone() }.render(locale)),
        ("email-changed", EmailChanged { full_name: full_name.clone(), new_email }.render(locale)),
        ("spf", worsened().render(locale)),
        ("spf-without-record", SpfWorsened { result: SpfResult::Multiple, record_to_publish: None, ..worsened() }.render(locale)),
        ("password-changed", PasswordChanged { full_name: full_name.clone() }.render(locale)),
        ("two-factor-on", TwoFactorNews { full_name: full_name.clone(), news: News::On }.render(locale)),
        ("two-factor-off", TwoFactorNews { full_name: full_name.clone(), news: News::Off }.render(locale)),
        ("two-factor-operator", TwoFactorNews { full_name: full_name.clone(), news: News::OffByOperator }.render(locale)),
        ("recovery-code", TwoFactorNews { full_name: full_name.clone(), news: News::RecoveryCodeUsed { left: 9 } }.render(locale)),
        ("recovery-codes", TwoFactorNews { full_name, news: News::RecoveryCodesReplaced }.render(locale)),
    ]
}

#[test]
fn an_invitation_says_what_it_is_and_by_whom_in_its_subject() {
    for (locale, expected) in [
        (Locale::En, "Invitation from Anna Berg (Northwind IT): Signatures for Microsoft 365"),
        (Locale::Fr, "Invitation : Anna Berg (Northwind IT) vous invite à utiliser Signatures pour Microsoft 365"),
        (Locale::Nl, "Uitnodiging van Anna Berg (Northwind IT): Handtekeningen voor Microsoft 365"),
        (Locale::De, "Einladung von Anna Berg (Northwind IT): Signaturen für Microsoft 365"),
    ] {
        assert_eq!(invite().render(locale).subject, expected);
    }
    let by_nobody = InviteToSubscription { inviter_name: None, product: Product::GoogleWorkspace, ..invite() };
    assert_eq!(by_nobody.render(Locale::En).subject, "Invitation from Northwind IT: Signatures for Google Workspace");
    assert_eq!(colleague().render(Locale::De).subject, "Einladung von Anna Berg in das Team von Northwind IT in Countersign");
}

#[test]
fn both_parts_of_an_invitation_name_product_reseller_customer_role_and_date() {
    for (locale, facts) in [
        (Locale::En, ["Signatures for Microsoft 365", "Administrator", "24 November 2026", "Hello Camille Mercier,"]),
        (Locale::Fr, ["Signatures pour Microsoft 365", "Administrateur", "24 novembre 2026", "Bonjour Camille Mercier,"]),
        (Locale::Nl, ["Handtekeningen voor Microsoft 365", "Beheerder", "24 november 2026", "Beste Camille Mercier,"]),
        (Locale::De, ["Signaturen für Microsoft 365", "Administrator", "24. November 2026", "Guten Tag Camille Mercier,"]),
    ] {
        let mail = invite().render(locale);
        for fact in facts.into_iter().chain(["Northwind IT", "Anna Berg", LINK]) {
            assert!(mail.text.contains(fact), "{fact} in {}", mail.text);
            assert!(mail.html.contains(fact), "{fact} in {}", mail.html);
        }
        assert!(mail.text.contains("Boulangerie Mercier & Fils"), "{}", mail.text);
        assert!(mail.html.contains("Boulangerie Mercier &#38; Fils"), "{}", mail.html);
        assert!(mail.html.contains(&format!("<html lang=\"{locale}\"")));
    }
}

#[test]
fn the_text_part_is_complete_and_well_spaced() {
    let text = InviteToSubscription { role: InviteRole::Editor, ..invite() }.render(Locale::En).text;
    assert_eq!(
        text,
        format!(
            "Hello Camille Mercier,\n\n\
             Anna Berg of Northwind IT invites you to Signatures for Microsoft 365 for Boulangerie Mercier & Fils.\n\n\
             As an editor you write and maintain the signatures that go out with every email.\n\n\
             Product: Signatures for Microsoft 365\n\
             Company: Boulangerie Mercier & Fils\n\
             Provided by: Northwind IT\n\
             Invited by: Anna Berg\n\
             Your role: Editor\n\
             Valid until: 24 November 2026\n\n\
             Accept the invitation:\n{LINK}\n\n\
             You choose a password and can start at once. If you already have an account with this email address, sign in with it.\n\n\
             This link is meant for you alone and works once, until 24 November 2026. If you did not expect this invitation, you can \
             ignore this email: nothing happens without you.\n\n\
             -- \nSent by Countersign on behalf of Northwind IT.\n"
        )
    );
}

#[test]
fn every_mail_is_whole_in_every_language() {
    for locale in Locale::ALL {
        for (name, mail) in every(*locale) {
            let whole = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
            assert!(
                !whole.contains("mail-fact")
                    && !whole.contains("mail-invite")
                    && !whole.contains("mail-two-factor")
                    && !whole.contains("mail-recovery")
                    && !whole.contains("{ $"),
                "{locale} {name}: {whole}"
            );
            assert!(!mail.subject.is_empty() && mail.subject.chars().count() <= 120, "{locale} {name}: {}", mail.subject);
            assert!(!mail.text.contains("\n\n\n") && !mail.text.contains(['<', '>']) && mail.text.ends_with(".\n"), "{}", mail.text);
            assert!(mail.html.contains("<h1 ") && mail.html.trim_end().ends_with("</html>"), "{locale} {name}");
            assert!(mail.html.len() < 30_000, "{locale} {name}: {} bytes; Gmail cuts at 102 kB", mail.html.len());
            assert_eq!(mail.html.matches("<table").count(), mail.html.matches("</table>").count(), "{locale} {name}");
            assert_eq!(mail.html.contains("class=\"button\""), mail.text.contains("https://"), "{locale} {name}");
        }
    }
}

#[test]
fn a_link_stands_in_the_button_and_as_text() {
    let html = PasswordReset { full_name: "A".to_owned(), link: "https://p.example/?a=1&b=2#t".to_owned() }.render(Locale::En).html;
    assert_eq!(html.matches("href=\"https://p.example/?a=1&#38;b=2#t\"").count(), 2, "{html}");
    assert_eq!(html.matches(">https://p.example/?a=1&#38;b=2#t</a>").count(), 1, "{html}");
}

#[test]
fn names_are_words_and_never_markup_or_lines() {
    let evil = "<img src=x onerror=alert(1)>\r\n\r\nPay now: \"&'";
    let mail = InviteToSubscription {
        full_name: evil.to_owned(),
        reseller_name: evil.to_owned(),
        company_name: evil.to_owned(),
        inviter_name: Some(evil.to_owned()),
        ..invite()
    };
    for locale in Locale::ALL {
        let mail = mail.render(*locale);
        assert!(!mail.html.contains("<img"), "{}", mail.html);
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        assert!(!mail.text.contains("\nPay now"), "{}", mail.text);
    }
    let nameless = InviteToSubscription { inviter_name: Some(" \n".to_owned()), ..invite() };
    assert_eq!(nameless.render(Locale::En).subject, "Invitation from Northwind IT: Signatures for Microsoft 365");
}
