//! What the platforms ask for: the steps of each mode, and the permissions of each step, as they document them.

use shared::connections::{ConnectionMode as Mode, ConnectionStep as Step};
use shared::subscriptions::Product;

/// The modes that a product has.
#[must_use]
pub const fn modes(product: Product) -> &'static [Mode] {
    match product {
        Product::Microsoft365 => &[Mode::ServerSide, Mode::ClientSide, Mode::ExchangeOnPremises],
        Product::GoogleWorkspace => &[Mode::ServerSide, Mode::ClientSide],
    }
}

/// The steps of a mode, in the order in which they are done; none where the product does not have the mode.
#[must_use]
pub const fn steps(product: Product, mode: Mode) -> &'static [Step] {
    match (product, mode) {
        (Product::Microsoft365, Mode::ServerSide) => &[Step::Consent, Step::Directory, Step::MailFlow, Step::TestMail],
        (Product::Microsoft365, Mode::ClientSide) => &[Step::Consent, Step::Directory, Step::AddIn],
        (Product::Microsoft365, Mode::ExchangeOnPremises) => &[Step::SendConnector, Step::OnPremisesTestMail],
        (Product::GoogleWorkspace, Mode::ServerSide) => &[Step::ServiceAccount, Step::Directory, Step::Routing, Step::TestMail],
        (Product::GoogleWorkspace, Mode::ClientSide) => &[Step::ServiceAccount, Step::Directory, Step::SendAs],
        (Product::GoogleWorkspace, Mode::ExchangeOnPremises) => &[],
    }
}

/// Whether a mode of the product has the step.
#[must_use]
pub fn has(product: Product, step: Step) -> bool {
    modes(product).iter().any(|mode| steps(product, *mode).contains(&step))
}

/// Whether a person does the step and says so. All others go by what the platform answers.
#[must_use]
pub const fn is_confirmable(step: Step) -> bool {
    match step {
        Step::MailFlow | Step::Routing | Step::TestMail | Step::AddIn | Step::SendConnector | Step::OnPremisesTestMail => true,
        Step::Consent | Step::ServiceAccount | Step::Directory | Step::SendAs => false,
    }
}

/// Whether the step gives Countersign access to the platform.
#[must_use]
pub const fn gives_access(step: Step) -> bool {
    matches!(step, Step::Consent | Step::ServiceAccount)
}

/// The step that gives access to a product's platform.
#[must_use]
pub const fn access(product: Product) -> Step {
    match product {
        Product::Microsoft365 => Step::Consent,
        Product::GoogleWorkspace => Step::ServiceAccount,
    }
}

/// The step whose work this one tries out: without it, there is nothing to confirm.
#[must_use]
pub const fn tries_out(product: Product, step: Step) -> Option<Step> {
    match (step, product) {
        (Step::TestMail, Product::Microsoft365) => Some(Step::MailFlow),
        (Step::TestMail, Product::GoogleWorkspace) => Some(Step::Routing),
        (Step::OnPremisesTestMail, _) => Some(Step::SendConnector),
        _ => None,
    }
}

/// The permissions that a step asks the platform for: the least that the mode needs, by the platform's own names.
#[must_use]
pub const fn permissions(step: Step, mode: Mode) -> &'static [&'static str] {
    match (step, mode) {
        (Step::Consent, _) => &["User.Read.All", "GroupMember.Read.All", "Domain.Read.All", "Organization.Read.All"],
        (Step::ServiceAccount, Mode::ClientSide) => &[
            "https://www.googleapis.com/auth/admin.directory.user.readonly",
            "https://www.googleapis.com/auth/admin.directory.group.readonly",
            "https://www.googleapis.com/auth/admin.directory.domain.readonly",
            "https://www.googleapis.com/auth/gmail.settings.basic",
            "https://www.googleapis.com/auth/gmail.settings.sharing",
        ],
        (Step::ServiceAccount, _) => &[
            "https://www.googleapis.com/auth/admin.directory.user.readonly",
            "https://www.googleapis.com/auth/admin.directory.group.readonly",
            "https://www.googleapis.com/auth/admin.directory.domain.readonly",
        ],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mode_that_a_product_has_takes_steps_and_no_other_does() {
        for product in Product::ALL.iter().copied() {
            for mode in Mode::ALL.iter().copied() {
                assert_eq!(modes(product).contains(&mode), !steps(product, mode).is_empty(), "{product} {mode}");
            }
        }
    }

    #[test]
    fn what_is_tried_out_comes_right_before_and_is_confirmed_by_people() {
        for product in Product::ALL.iter().copied() {
            for mode in modes(product) {
                for pair in steps(product, *mode).windows(2) {
                    if let Some(tried) = tries_out(product, pair[1]) {
                        assert!(tried == pair[0] && is_confirmable(tried) && is_confirmable(pair[1]), "{product} {mode}");
                    }
                }
            }
        }
    }

    #[test]
    fn who_gives_access_is_told_to_what_and_nobody_else_is() {
        for product in Product::ALL.iter().copied() {
            for mode in modes(product) {
                for step in steps(product, *mode) {
                    assert_eq!(gives_access(*step), !permissions(*step, *mode).is_empty(), "{product} {mode} {step}");
                }
            }
        }
    }
}
