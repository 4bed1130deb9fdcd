/** What a library's `use` imports into a module. Sources: the libraries' own documentation of `use`. */
const broughtBy: Record<string, readonly string[] | undefined> = {
  'Phoenix.LiveView': ['Phoenix.LiveView', 'Phoenix.Component'],
  'Phoenix.LiveComponent': ['Phoenix.LiveView', 'Phoenix.Component'],
  'Phoenix.Component': ['Phoenix.Component'],
  'Phoenix.Controller': ['Phoenix.Controller', 'Phoenix.Controller.Pipeline', 'Plug.Conn'],
  'Phoenix.Router': ['Phoenix.Router', 'Plug.Conn'],
  'Phoenix.Channel': ['Phoenix.Channel', 'Phoenix.Socket'],
  'Phoenix.Socket': ['Phoenix.Socket'],
  'Phoenix.Endpoint': ['Phoenix.Endpoint'],
  'Plug.Builder': ['Plug.Builder', 'Plug.Conn'],
  'Plug.Router': ['Plug.Router', 'Plug.Builder', 'Plug.Conn'],
  'Ecto.Schema': ['Ecto.Schema'],
  'Ecto.Migration': ['Ecto.Migration'],
  'ExUnit.Case': ['ExUnit.Assertions', 'ExUnit.Callbacks', 'ExUnit.Case', 'ExUnit.DocTest'],
  ExUnitProperties: ['ExUnitProperties', 'StreamData'],
  Protobuf: ['Protobuf.DSL'],
}

/** Functions and macros of libraries that are imported as a whole, by module; those that code calls by name alone. */
const exported: Record<string, string> = {
  'Ecto.Query': `from select select_merge where or_where join order_by prepend_order_by group_by having or_having limit offset
    distinct preload lock union union_all except except_all intersect intersect_all update exclude subquery dynamic first last
    with_cte recursive_ctes windows has_named_binding? reverse_order put_query_prefix fragment type field as parent_as
    count sum avg max min over coalesce filter ago datetime_add`,
  'Ecto.Changeset': `cast change put_change get_change fetch_change fetch_change! get_field fetch_field fetch_field!
    update_change force_change delete_change merge apply_changes apply_action apply_action! add_error put_assoc cast_assoc
    put_embed cast_embed validate_change validate_required validate_format validate_inclusion validate_exclusion
    validate_subset validate_length validate_number validate_acceptance validate_confirmation unique_constraint
    foreign_key_constraint no_assoc_constraint check_constraint exclusion_constraint assoc_constraint traverse_errors
    prepare_changes unsafe_validate_unique optimistic_lock empty_values changed? get_assoc get_embed validations
    constraints field_missing? traverse_validations`,
  Ecto: 'assoc assoc_loaded? build_assoc embedded_dump embedded_load get_meta primary_key primary_key! put_meta reset_fields',
  'Oban.Testing': 'all_enqueued assert_enqueued build_job perform_job refute_enqueued with_testing_mode',
  'Ecto.Schema':
    'schema embedded_schema field belongs_to has_one has_many many_to_many embeds_one embeds_many timestamps',
  'Ecto.Migration': `create create_if_not_exists drop drop_if_exists alter add add_if_not_exists modify remove rename table
    index unique_index execute references constraint timestamps flush repo direction prefix fragment remove_if_exists`,
  'Phoenix.Component': `assign assign_new update to_form attr slot render_slot live_title changed? assigns_to_attributes
    upload_errors used_input? live_flash embed_templates focus_wrap form inputs_for link async_result intersperse
    live_component live_file_input live_img_preview portal dynamic_tag`,
  'Phoenix.LiveView': `put_flash clear_flash push_event push_navigate push_patch push_redirect redirect connected?
    put_private get_connect_params get_connect_info allow_upload cancel_upload consume_uploaded_entries
    consume_uploaded_entry disallow_upload uploaded_entries attach_hook detach_hook send_update send_update_after
    start_async assign_async cancel_async stream stream_insert stream_delete stream_delete_by_dom_id stream_configure
    on_mount static_changed? transport_pid render_with stream_async`,
  'Phoenix.Controller': `render json text html redirect put_view put_layout put_root_layout put_flash clear_flash get_flash
    action_fallback send_download action_name controller_module view_module get_format put_format accepts
    protect_from_forgery put_secure_browser_headers fetch_flash current_path current_url put_new_layout put_new_view
    put_router_url put_static_url view_template scrub_params get_csrf_token endpoint_module router_module layout`,
  'Plug.Conn': `assign halt send_resp put_status put_resp_header put_resp_content_type get_req_header get_resp_header
    put_session get_session delete_session clear_session configure_session fetch_session fetch_query_params fetch_cookies
    put_resp_cookie delete_resp_cookie send_file send_chunked chunk read_body put_private register_before_send resp
    put_req_header delete_req_header delete_resp_header request_url merge_resp_headers update_resp_header
    put_secret_key_base read_part_headers read_part_body get_peer_data upgrade_adapter inform merge_private
    merge_assigns send_resp get_http_protocol prepend_resp_headers put_req_cookie`,
  'Phoenix.Router': `pipeline plug pipe_through scope get post put patch delete options head match forward resources
    connect trace`,
  'Phoenix.Channel': 'push reply broadcast broadcast! broadcast_from broadcast_from! socket_ref intercept',
  'Phoenix.Socket': 'assign channel',
  'Phoenix.Endpoint': 'socket plug',
  'Plug.Builder': 'plug',
  'Plug.Router': 'get post put patch delete options head match forward',
  'ExUnit.Assertions': `assert refute assert_raise assert_receive assert_received refute_receive refute_received
    assert_in_delta refute_in_delta catch_exit catch_error catch_throw flunk`,
  'ExUnit.Callbacks': `setup setup_all on_exit start_supervised start_supervised! start_link_supervised! stop_supervised
    stop_supervised!`,
  'ExUnit.Case': 'test describe',
  'ExUnit.DocTest': 'doctest doctest_file',
  'Phoenix.Controller.Pipeline': 'plug',
  'Protobuf.DSL': 'extend extensions field oneof',
  'ExUnit.CaptureIO': 'capture_io with_io',
  'ExUnit.CaptureLog': 'capture_log with_log',
  ExUnitProperties: 'property check gen pick',
  StreamData: `atom binary bind bind_filter bitstring boolean byte chardata check_all codepoint constant filter fixed_list
    fixed_map float frequency integer iodata iolist keyword_of list_of map map_of mapset_of maybe_improper_list_of
    member_of non_negative_integer nonempty nonempty_improper_list_of one_of optional_map positive_integer repeatedly
    resize scale seeded shuffle sized string term tree tuple uniq_list_of unshrinkable`,
  'Phoenix.ChannelTest': `assert_broadcast assert_push assert_reply broadcast_from broadcast_from! close connect join leave
    push refute_broadcast refute_push refute_reply socket subscribe_and_join subscribe_and_join!`,
  'Phoenix.ConnTest': `assert_error_sent build_conn bypass_through clear_flash connect delete delete_req_cookie dispatch
    ensure_recycled fetch_flash get get_flash head html_response init_test_session json_response options patch
    path_params post put put_flash put_req_cookie recycle redirected_params redirected_to response
    response_content_type text_response trace`,
  'Phoenix.LiveViewTest': `assert_patch assert_patched assert_push_event assert_redirect assert_redirected assert_reply
    element file_input find_live_child follow_redirect follow_trigger_action form has_element? live live_children
    live_isolated live_redirect open_browser page_title preflight_upload put_connect_params put_submitter
    refute_patched refute_push_event refute_redirected render render_async render_blur render_change render_click
    render_component render_focus render_hook render_keydown render_keyup render_patch render_submit render_upload
    rendered_to_string submit_form with_target`,
  'Phoenix.LiveDashboard.Router': 'live_dashboard',
  'Phoenix.LiveView.Router': 'live live_session fetch_live_flash',
  'Telemetry.Metrics': 'counter sum last_value summary distribution',
}

const byModule = new Map<string, ReadonlySet<string>>()
for (const [module, names] of Object.entries(exported)) byModule.set(module, new Set(names.split(/\s+/)))

/** Of the libraries that a module uses and imports, the one whose function `name` is; null where none or several. */
export function libraryOf(uses: Iterable<string>, imports: Iterable<string>, name: string): string | null {
  const reached = new Set<string>(imports)
  for (const used of uses) for (const module of broughtBy[used] ?? [used]) reached.add(module)
  let found: string | null = null
  for (const module of reached) {
    if (!byModule.get(module)?.has(name)) continue
    if (found) return null
    found = module
  }
  return found
}
