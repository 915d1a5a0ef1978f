"""The list, the get and the create, each within the reseller of whoever the token names."""

from datetime import timedelta

from django.utils import timezone
from rest_framework import mixins, pagination, serializers, viewsets

from .models import Subscription


class SubscriptionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Subscription
        exclude = ["reseller", "company_key", "archived"]


class ByName(pagination.CursorPagination):
    page_size = 50
    ordering = ("company_key", "id")


class SubscriptionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet):
    serializer_class = SubscriptionSerializer
    pagination_class = ByName

    def get_queryset(self):
        asked = self.request.query_params
        wanted = {name: asked[name] for name in ("status", "product") if name in asked}
        if self.action == "list":
            wanted["archived"] = False
        return Subscription.objects.filter(reseller_id=self.request.user.reseller_id, **wanted)

    def perform_create(self, serializer):
        name = serializer.validated_data["company_name"]
        ends = timezone.now() + timedelta(days=14)
        serializer.save(reseller_id=self.request.user.reseller_id, company_key=name.casefold(), trial_ends_at=ends)
