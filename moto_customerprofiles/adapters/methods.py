"""The methods of a backend as type checkers and editors see them; at run time the registers make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

    from types_boto3_customer_profiles import CustomerProfilesClient as Client

    from moto_customerprofiles.hooks import (
        areas,
        consistency,
        decisions,
        event_triggers,
        explanations,
        faults,
        integrations,
        matching,
        mistakes,
        overviews,
        recommenders,
        recorded_calls,
        scenarios,
        segment_streams,
        settings,
        uploads,
        workflows,
    )
    from moto_customerprofiles.state.world import World

    P = ParamSpec("P")
    R = TypeVar("R")

    class Called(Generic[P]):
        """An operation as a method: it takes what the client's method takes, and answers plain data."""

        def __init__(self, method: Callable[Concatenate[Client, P], object]) -> None: ...

        def __get__(self, backend: object, owner: object) -> Callable[P, dict[str, Any]]: ...  # as boto3 types replies

    class Asked(Generic[P, R]):
        """A hook as a method: it takes what the hook takes after the world."""

        def __init__(self, run: Callable[Concatenate[World, P], R]) -> None: ...

        def __get__(self, backend: object, owner: object) -> Callable[P, R]: ...


class Methods:
    """A method for each operation, with its parameters by name, and for each hook."""

    if TYPE_CHECKING:
        # From here on `make table` writes.
        activate_rule_based_matching = Asked(matching.activate_rule_based_matching)
        add_profile_key = Called(Client.add_profile_key)
        add_workflow_records = Asked(workflows.add_workflow_records)
        all_settings = Asked(settings.all_settings)
        area_item = Asked(areas.area_item)
        area_items = Asked(areas.area_items)
        associate_stream_for_segments = Called(Client.associate_stream_for_segments)
        batch_get_calculated_attribute_for_profile = Called(Client.batch_get_calculated_attribute_for_profile)
        batch_get_profile = Called(Client.batch_get_profile)
        batch_put_profile_object = Called(Client.batch_put_profile_object)
        change_settings = Asked(settings.change_settings)
        create_calculated_attribute_definition = Called(Client.create_calculated_attribute_definition)
        create_domain = Called(Client.create_domain)
        create_domain_layout = Called(Client.create_domain_layout)
        create_event_stream = Called(Client.create_event_stream)
        create_event_trigger = Called(Client.create_event_trigger)
        create_integration_workflow = Called(Client.create_integration_workflow)
        create_profile = Called(Client.create_profile)
        create_recommender = Called(Client.create_recommender)
        create_recommender_filter = Called(Client.create_recommender_filter)
        create_recommender_schema = Called(Client.create_recommender_schema)
        create_segment_definition = Called(Client.create_segment_definition)
        create_segment_estimate = Called(Client.create_segment_estimate)
        create_segment_snapshot = Called(Client.create_segment_snapshot)
        create_upload_job = Called(Client.create_upload_job)
        dead_letters = Asked(explanations.dead_letters)
        delete_calculated_attribute_definition = Called(Client.delete_calculated_attribute_definition)
        delete_domain = Called(Client.delete_domain)
        delete_domain_layout = Called(Client.delete_domain_layout)
        delete_domain_object_type = Called(Client.delete_domain_object_type)
        delete_event_stream = Called(Client.delete_event_stream)
        delete_event_trigger = Called(Client.delete_event_trigger)
        delete_integration = Called(Client.delete_integration)
        delete_profile = Called(Client.delete_profile)
        delete_profile_key = Called(Client.delete_profile_key)
        delete_profile_object = Called(Client.delete_profile_object)
        delete_profile_object_type = Called(Client.delete_profile_object_type)
        delete_recommender = Called(Client.delete_recommender)
        delete_recommender_filter = Called(Client.delete_recommender_filter)
        delete_recommender_schema = Called(Client.delete_recommender_schema)
        delete_segment_definition = Called(Client.delete_segment_definition)
        delete_segment_subscription = Called(Client.delete_segment_subscription)
        delete_workflow = Called(Client.delete_workflow)
        detect_profile_object_type = Called(Client.detect_profile_object_type)
        disassociate_stream_for_segments = Called(Client.disassociate_stream_for_segments)
        domain_areas = Asked(areas.domain_areas)
        domain_keys = Asked(areas.domain_keys)
        domain_overview = Asked(overviews.domain_overview)
        domain_profiles = Asked(overviews.domain_profiles)
        domain_segment_stream = Asked(segment_streams.domain_segment_stream)
        domain_settings = Asked(areas.domain_settings)
        dump_scenario = Asked(scenarios.dump_scenario)
        event_trigger_invocations = Asked(event_triggers.event_trigger_invocations)
        explain_calculated_attribute = Asked(decisions.explain_calculated_attribute)
        explain_match = Asked(decisions.explain_match)
        explain_object = Asked(explanations.explain_object)
        explain_profile = Asked(explanations.explain_profile)
        explain_recommendation = Asked(decisions.explain_recommendation)
        explain_segment = Asked(explanations.explain_segment)
        explain_trigger = Asked(decisions.explain_trigger)
        fail_recommender = Asked(recommenders.fail_recommender)
        forget_recorded_calls = Asked(recorded_calls.forget_recorded_calls)
        get_auto_merging_preview = Called(Client.get_auto_merging_preview)
        get_calculated_attribute_definition = Called(Client.get_calculated_attribute_definition)
        get_calculated_attribute_for_profile = Called(Client.get_calculated_attribute_for_profile)
        get_domain = Called(Client.get_domain)
        get_domain_layout = Called(Client.get_domain_layout)
        get_domain_object_type = Called(Client.get_domain_object_type)
        get_event_stream = Called(Client.get_event_stream)
        get_event_trigger = Called(Client.get_event_trigger)
        get_identity_resolution_job = Called(Client.get_identity_resolution_job)
        get_integration = Called(Client.get_integration)
        get_matches = Called(Client.get_matches)
        get_object_type_attribute_statistics = Called(Client.get_object_type_attribute_statistics)
        get_profile_history_record = Called(Client.get_profile_history_record)
        get_profile_object_type = Called(Client.get_profile_object_type)
        get_profile_object_type_template = Called(Client.get_profile_object_type_template)
        get_profile_recommendations = Called(Client.get_profile_recommendations)
        get_recommender = Called(Client.get_recommender)
        get_recommender_filter = Called(Client.get_recommender_filter)
        get_recommender_schema = Called(Client.get_recommender_schema)
        get_segment_definition = Called(Client.get_segment_definition)
        get_segment_estimate = Called(Client.get_segment_estimate)
        get_segment_membership = Called(Client.get_segment_membership)
        get_segment_snapshot = Called(Client.get_segment_snapshot)
        get_segment_subscription = Called(Client.get_segment_subscription)
        get_similar_profiles = Called(Client.get_similar_profiles)
        get_stream_for_segments = Called(Client.get_stream_for_segments)
        get_upload_job = Called(Client.get_upload_job)
        get_upload_job_path = Called(Client.get_upload_job_path)
        get_workflow = Called(Client.get_workflow)
        get_workflow_steps = Called(Client.get_workflow_steps)
        hints = Asked(mistakes.hints)
        ingest_integration = Asked(integrations.ingest_integration)
        inject_fault = Asked(faults.inject_fault)
        injected_faults = Asked(faults.injected_faults)
        list_account_integrations = Called(Client.list_account_integrations)
        list_calculated_attribute_definitions = Called(Client.list_calculated_attribute_definitions)
        list_calculated_attributes_for_profile = Called(Client.list_calculated_attributes_for_profile)
        list_domain_layouts = Called(Client.list_domain_layouts)
        list_domain_object_types = Called(Client.list_domain_object_types)
        list_domains = Called(Client.list_domains)
        list_event_streams = Called(Client.list_event_streams)
        list_event_triggers = Called(Client.list_event_triggers)
        list_identity_resolution_jobs = Called(Client.list_identity_resolution_jobs)
        list_integrations = Called(Client.list_integrations)
        list_object_type_attribute_values = Called(Client.list_object_type_attribute_values)
        list_object_type_attributes = Called(Client.list_object_type_attributes)
        list_profile_attribute_values = Called(Client.list_profile_attribute_values)
        list_profile_history_records = Called(Client.list_profile_history_records)
        list_profile_object_type_templates = Called(Client.list_profile_object_type_templates)
        list_profile_object_types = Called(Client.list_profile_object_types)
        list_profile_objects = Called(Client.list_profile_objects)
        list_recommender_filters = Called(Client.list_recommender_filters)
        list_recommender_recipes = Called(Client.list_recommender_recipes)
        list_recommender_schemas = Called(Client.list_recommender_schemas)
        list_recommenders = Called(Client.list_recommenders)
        list_rule_based_matches = Called(Client.list_rule_based_matches)
        list_segment_definitions = Called(Client.list_segment_definitions)
        list_segment_subscription_events = Called(Client.list_segment_subscription_events)
        list_tags_for_resource = Called(Client.list_tags_for_resource)
        list_upload_jobs = Called(Client.list_upload_jobs)
        list_workflows = Called(Client.list_workflows)
        load_scenario = Asked(scenarios.load_scenario)
        match_group = Asked(areas.match_group)
        merge_profiles = Called(Client.merge_profiles)
        profile_history = Asked(areas.profile_history)
        profile_matches = Asked(areas.profile_matches)
        profile_values = Asked(areas.profile_values)
        profiles_by_key = Asked(overviews.profiles_by_key)
        put_domain_object = Asked(integrations.put_domain_object)
        put_domain_object_type = Called(Client.put_domain_object_type)
        put_integration = Called(Client.put_integration)
        put_profile_object = Called(Client.put_profile_object)
        put_profile_object_type = Called(Client.put_profile_object_type)
        put_segment_subscription = Called(Client.put_segment_subscription)
        record_calls = Asked(recorded_calls.record_calls)
        recorded_calls = Asked(recorded_calls.recorded_calls)
        remove_fault = Asked(faults.remove_fault)
        remove_faults = Asked(faults.remove_faults)
        run_identity_resolution_job = Asked(matching.run_identity_resolution_job)
        run_integration = Asked(integrations.run_integration)
        search_profiles = Called(Client.search_profiles)
        search_recommendations = Called(Client.search_recommendations)
        set_consistency = Asked(consistency.set_consistency)
        set_identity_resolution_outcome = Asked(matching.set_identity_resolution_outcome)
        set_identity_resolution_phases = Asked(matching.set_identity_resolution_phases)
        set_workflow_status = Asked(workflows.set_workflow_status)
        settle = Asked(consistency.settle)
        split_workflow_step = Asked(workflows.split_workflow_step)
        start_recommender = Called(Client.start_recommender)
        start_upload_job = Called(Client.start_upload_job)
        stop_recommender = Called(Client.stop_recommender)
        stop_upload_job = Called(Client.stop_upload_job)
        tag_resource = Called(Client.tag_resource)
        untag_resource = Called(Client.untag_resource)
        update_calculated_attribute_definition = Called(Client.update_calculated_attribute_definition)
        update_domain = Called(Client.update_domain)
        update_domain_layout = Called(Client.update_domain_layout)
        update_event_trigger = Called(Client.update_event_trigger)
        update_profile = Called(Client.update_profile)
        update_recommender = Called(Client.update_recommender)
        upload_failures = Asked(uploads.upload_failures)
