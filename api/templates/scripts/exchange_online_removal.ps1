#Requires -Modules ExchangeOnlineManagement
# Takes Countersign out of the mail flow of Exchange Online.
# Subscription {{subscription}}
#
# Run it as an Exchange administrator of the customer. What is not there any more is left as it is, so that it can be run
# once more. Do this before Countersign is taken out of the domain's SPF record.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$OutboundName = 'Countersign: outgoing'
$InboundName = 'Countersign: incoming'
$RuleName = 'Countersign: signatures'
$CleanUpName = 'Countersign: clean up'

Connect-ExchangeOnline -ShowBanner:$false
try {
    # The rule first: without it no mail needs the connectors.
    if (Get-TransportRule | Where-Object { $_.Name -eq $RuleName }) {
        Remove-TransportRule -Identity $RuleName -Confirm:$false
    }
    if (Get-OutboundConnector | Where-Object { $_.Name -eq $OutboundName }) {
        Remove-OutboundConnector -Identity $OutboundName -Confirm:$false
    }
    # Mail that is on its way still comes back by this one.
    if (Get-InboundConnector | Where-Object { $_.Name -eq $InboundName }) {
        Read-Host 'Mail that is on its way comes back for some minutes. Wait, then press Enter to go on' | Out-Null
        Remove-InboundConnector -Identity $InboundName -Confirm:$false
    }
    if (Get-TransportRule | Where-Object { $_.Name -eq $CleanUpName }) {
        Remove-TransportRule -Identity $CleanUpName -Confirm:$false
    }
    Write-Host 'Done. No mail is led through Countersign any more.'
} finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
