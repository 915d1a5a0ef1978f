# Takes Countersign out of the mail flow of your own Exchange server.
# Subscription {{subscription}}
#
# Run it in the Exchange Management Shell. It stops where no other connector would take mail to the outside. Do this before
# Countersign is taken out of the domain's SPF record.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$ConnectorName = 'Countersign: outgoing'

$others = @(Get-SendConnector | Where-Object {
        $_.Enabled -and $_.Name -ne $ConnectorName -and ($_.AddressSpaces | Where-Object { $_.Address -eq '*' })
    })
if ($others.Count -eq 0) {
    throw 'No other send connector is enabled for all addresses: mail would have no way out. Enable or make one first.'
}
if (Get-SendConnector | Where-Object { $_.Name -eq $ConnectorName }) {
    Remove-SendConnector -Identity $ConnectorName -Confirm:$false
}
Write-Host 'Done. No mail is led through Countersign any more.'
