//! The whole table of routes.

use actix_web::dev::HttpServiceFactory;
use actix_web::{HttpRequest, HttpResponse, web};
use shared::problem::ProblemCode;
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::error::ApiError;
use crate::http::openapi;
use crate::refusal::Refusal;
use crate::{
    accounts, api_keys, auth, connections, directory, domains, events, invites, members, plans, resellers, sandbox, setup, statements,
    subscriptions, trials, views,
};

/// Where the API begins.
pub const API: &str = "/api/v1";

/// What the operations are entered in: a server, which answers them and needs no words about them, or the contract.
pub trait Table {
    /// Enters an operation.
    fn service(&mut self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self;
    /// Enters that a path has no other methods, before a pattern that would take it too.
    fn unknown_otherwise(&mut self, path: &'static str) -> &mut Self;
}

impl Table for web::ServiceConfig {
    fn service(&mut self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        self.service(operation)
    }
    fn unknown_otherwise(&mut self, path: &'static str) -> &mut Self {
        self.route(path, web::route().to(unknown))
    }
}

impl Table for ServiceConfig<'_> {
    fn service(&mut self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        self.service(operation)
    }
    fn unknown_otherwise(&mut self, path: &'static str) -> &mut Self {
        self.route(path, web::route().to(unknown))
    }
}

/// The API's operations.
pub fn api(table: &mut impl Table) {
    table
        .service(setup::routes::get_setup)
        .service(setup::routes::set_up)
        .service(auth::routes::login)
        .service(auth::routes::refresh)
        .service(auth::routes::logout)
        .service(auth::routes::list_sessions)
        .service(auth::routes::end_session)
        .service(auth::routes::forgot_password)
        .service(auth::routes::reset_password)
        .service(auth::routes::password_strength)
        .service(accounts::routes::get_me)
        .service(accounts::routes::change_me)
        .service(accounts::routes::change_password)
        .service(accounts::routes::change_email)
        .service(accounts::routes::confirm_email)
        .service(auth::two_factor::routes::begin_two_factor)
        .service(auth::two_factor::routes::confirm_two_factor)
        .service(auth::two_factor::routes::replace_recovery_codes)
        .service(auth::two_factor::routes::end_two_factor)
        .service(views::routes::list_views)
        .service(views::routes::create_view)
        .service(views::routes::get_view)
        .service(views::routes::change_view)
        .service(views::routes::delete_view)
        .service(resellers::routes::get_reseller)
        .service(resellers::routes::change_reseller)
        .service(resellers::routes::list_reseller_members)
        .service(resellers::routes::get_reseller_member)
        .service(resellers::routes::change_reseller_member)
        .service(resellers::routes::remove_reseller_member)
        .service(resellers::routes::list_reseller_invites)
        .service(resellers::routes::invite_colleague)
        .service(resellers::routes::get_reseller_invite)
        .service(resellers::routes::revoke_reseller_invite)
        .service(resellers::routes::resend_reseller_invite)
        .service(sandbox::routes::get_clock)
        .service(sandbox::routes::advance_clock)
        .service(api_keys::routes::list_api_keys)
        .service(api_keys::routes::create_api_key)
        .service(api_keys::routes::get_api_key)
        .service(api_keys::routes::revoke_api_key)
        // Before `/subscriptions/{id}`, which would take them for ids.
        .service(subscriptions::routes::get_summary)
        .unknown_otherwise("/subscriptions/summary")
        .service(subscriptions::bulk_routes::bulk_subscriptions)
        .unknown_otherwise("/subscriptions/bulk")
        .service(subscriptions::bulk_routes::import_subscriptions)
        .unknown_otherwise("/subscriptions/import")
        .service(subscriptions::routes::list_subscriptions)
        .service(subscriptions::routes::create_subscription)
        .service(subscriptions::routes::get_subscription)
        .service(subscriptions::routes::change_subscription)
        .service(subscriptions::action_routes::activate)
        .service(subscriptions::action_routes::cancel)
        .service(subscriptions::action_routes::keep)
        .service(subscriptions::action_routes::pause)
        .service(subscriptions::action_routes::resume)
        .service(subscriptions::action_routes::reactivate)
        .service(subscriptions::action_routes::extend_trial)
        .service(subscriptions::action_routes::end_trial)
        .service(subscriptions::action_routes::preview_change)
        .service(subscriptions::action_routes::delete_scheduled_change)
        .service(trials::routes::list_trials)
        .service(trials::routes::get_trial_report)
        .service(trials::routes::get_trial)
        .service(events::routes::list_subscription_events)
        .service(members::routes::list_members)
        .service(members::routes::get_member)
        .service(members::routes::change_member)
        .service(members::routes::remove_member)
        .service(members::routes::list_invites)
        .service(members::routes::create_invite)
        .service(members::routes::get_invite)
        .service(members::routes::revoke_invite)
        .service(members::routes::resend_invite)
        .service(connections::routes::launch)
        .service(connections::routes::get_connection)
        .service(connections::routes::set_connection_mode)
        .service(connections::routes::set_connection_step)
        .service(connections::routes::get_connection_script)
        .service(connections::routes::get_offboarding)
        .service(connections::add_in::routes::get_add_in)
        .service(connections::sync::routes::get_directory_sync)
        .service(connections::sync::routes::sync_directory)
        .service(directory::routes::get_directory)
        // Before `…/people/{person_id}`, which would take it for an id.
        .service(directory::routes::import_people)
        .unknown_otherwise("/subscriptions/{id}/directory/people/import")
        .service(directory::routes::list_people)
        .service(directory::routes::add_person)
        .service(directory::routes::get_person)
        .service(directory::routes::change_person)
        .service(directory::routes::remove_person)
        .service(directory::routes::list_groups)
        .service(connections::consent::routes::begin_consent)
        .service(connections::consent::routes::complete_consent)
        .service(connections::delegation::routes::set_service_account)
        .service(domains::routes::list_domains)
        .service(domains::routes::add_domain)
        .service(domains::routes::get_domain)
        .service(domains::routes::remove_domain)
        .service(domains::routes::check_spf)
        .service(invites::routes::look_up_invite)
        .service(invites::routes::accept_invite)
        .service(plans::routes::get_plans)
        .service(statements::routes::list_statements)
        .service(statements::routes::get_statement)
        .service(statements::routes::list_statement_lines)
        .service(events::routes::list_events)
        .service(events::stream_routes::stream_events);
}

/// A path under `/api` that no operation has, or a method that its path does not have.
///
/// # Errors
/// `not_found`, `method_not_allowed`.
pub async fn unknown(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    match openapi::allow(request.path()).map_err(Refusal::Internal)? {
        Some(allow) => Err(Refusal::Method(allow).into()),
        None => Err(ProblemCode::NotFound.into()),
    }
}
