#Requires -Modules ExchangeOnlineManagement
# Leads outgoing mail of Exchange Online through Countersign and back.
# Subscription {{subscription}}
#
# Run it as an Exchange administrator of the customer. Run once more, it brings everything to the same state again; the
# removal script takes all of it away. The header's value is a secret of this subscription: keep this file to yourself.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$MailHost = '{{mail_host}}'
$OutboundName = 'Countersign: outgoing'
$InboundName = 'Countersign: incoming'
$RuleName = 'Countersign: signatures'
$CleanUpName = 'Countersign: clean up'
$HeaderName = 'X-Countersign-Stamp'
$HeaderValue = '{{header_secret}}'

Connect-ExchangeOnline -ShowBanner:$false
try {
    # The connectors first: the rule leads mail to them.
    $outbound = @{
        ConnectorType            = 'OnPremises'
        IsTransportRuleScoped    = $true
        UseMXRecord              = $false
        SmartHosts               = $MailHost
        TlsSettings              = 'DomainValidation'
        TlsDomain                = $MailHost
        CloudServicesMailEnabled = $true
        Enabled                  = $true
        Comment                  = 'Hands outgoing mail to Countersign.'
    }
    if (Get-OutboundConnector | Where-Object { $_.Name -eq $OutboundName }) {
        Set-OutboundConnector -Identity $OutboundName @outbound -Confirm:$false
    } else {
        New-OutboundConnector -Name $OutboundName @outbound -Confirm:$false | Out-Null
    }

    $inbound = @{
        ConnectorType            = 'OnPremises'
        SenderDomains            = 'smtp:*;1'
        RequireTls               = $true
        TlsSenderCertificateName = $MailHost
        CloudServicesMailEnabled = $true
        Enabled                  = $true
        Comment                  = 'Takes mail back from Countersign.'
    }
    if (Get-InboundConnector | Where-Object { $_.Name -eq $InboundName }) {
        Set-InboundConnector -Identity $InboundName @inbound -Confirm:$false
    } else {
        New-InboundConnector -Name $InboundName @inbound -Confirm:$false | Out-Null
    }

    # What comes back carries the header, and is not led away again.
    $rule = @{
        FromScope                           = 'InOrganization'
        RouteMessageOutboundConnector       = $OutboundName
        ExceptIfHeaderContainsMessageHeader = $HeaderName
        ExceptIfHeaderContainsWords         = $HeaderValue
        StopRuleProcessing                  = $true
        Mode                                = 'Enforce'
        Comments                            = 'Leads outgoing mail through Countersign.'
    }
    if (Get-TransportRule | Where-Object { $_.Name -eq $RuleName }) {
        Set-TransportRule -Identity $RuleName @rule -Confirm:$false
        Enable-TransportRule -Identity $RuleName -Confirm:$false
    } else {
        New-TransportRule -Name $RuleName @rule -Enabled $true -Confirm:$false | Out-Null
    }

    # The header has done its work by then: nobody outside gets to see it.
    $cleanUp = @{
        HeaderContainsMessageHeader = $HeaderName
        HeaderContainsWords         = $HeaderValue
        RemoveHeader                = $HeaderName
        Mode                        = 'Enforce'
        Comments                    = 'Takes the header of Countersign out of mail that came back.'
    }
    if (Get-TransportRule | Where-Object { $_.Name -eq $CleanUpName }) {
        Set-TransportRule -Identity $CleanUpName @cleanUp -Confirm:$false
        Enable-TransportRule -Identity $CleanUpName -Confirm:$false
    } else {
        # At the end of the list, so after the rule before it.
        New-TransportRule -Name $CleanUpName @cleanUp -Enabled $true -Confirm:$false | Out-Null
    }
    Write-Host 'Done. It can take an hour until Exchange Online uses the rule for all mail.'
} finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
