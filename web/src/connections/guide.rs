//! What modes and steps do, in a sentence or two.

use shared::connections::{ConnectionMode as Mode, ConnectionStep as Step};
use shared::subscriptions::Product;

use crate::i18n::text::connections as text;

pub(super) fn about_mode(product: Product, mode: Mode) -> &'static str {
    match (mode, product) {
        (Mode::ServerSide, Product::Microsoft365) => text::about_server_side_microsoft(),
        (Mode::ServerSide, Product::GoogleWorkspace) => text::about_server_side_google(),
        (Mode::ClientSide, Product::Microsoft365) => text::about_client_side_microsoft(),
        (Mode::ClientSide, Product::GoogleWorkspace) => text::about_client_side_google(),
        (Mode::ExchangeOnPremises, _) => text::about_exchange_on_premises(),
    }
}

pub(super) fn about_step(step: Step) -> &'static str {
    match step {
        Step::Consent => text::explain_consent(),
        Step::ServiceAccount => text::explain_service_account(),
        Step::Directory => text::explain_directory(),
        Step::MailFlow => text::explain_mail_flow(),
        Step::Routing => text::explain_routing(),
        Step::TestMail => text::explain_test_mail(),
        Step::AddIn => text::explain_add_in(),
        Step::SendAs => text::explain_send_as(),
        Step::SendConnector => text::explain_send_connector(),
        Step::OnPremisesTestMail => text::explain_on_premises_test_mail(),
    }
}

/// Why a permission is asked for; nothing for one that this version does not know.
pub(super) fn why(permission: &str) -> &'static str {
    match permission.rsplit('/').next().unwrap_or(permission) {
        "User.Read.All" | "admin.directory.user.readonly" => text::why_directory_user(),
        "GroupMember.Read.All" | "admin.directory.group.readonly" => text::why_directory_group(),
        "Domain.Read.All" | "admin.directory.domain.readonly" => text::why_directory_domain(),
        "Organization.Read.All" => text::why_organization(),
        "gmail.settings.basic" => text::why_gmail_basic(),
        "gmail.settings.sharing" => text::why_gmail_sharing(),
        _ => "",
    }
}
