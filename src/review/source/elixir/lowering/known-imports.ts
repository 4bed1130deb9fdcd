const assertions = `assert assert_in_delta assert_raise assert_receive assert_received catch_error catch_exit catch_throw flunk
refute refute_in_delta refute_receive refute_received`
const callbacks = `on_exit setup setup_all start_link_supervised! start_supervised start_supervised! stop_supervised
stop_supervised!`
/** With the words of its query language, which mean something nowhere else. */
const query = `ago as avg coalesce count date_add datetime_add distinct dynamic except except_all exclude field filter
first fragment from from_now group_by has_named_binding? having ilike intersect intersect_all join last like limit lock
merge offset or_having or_where order_by over parent_as preload prepend_order_by put_query_prefix recursive_ctes
reverse_order select select_merge selected_as subquery sum type union union_all update values where windows with_cte
with_named_binding with_ties`
const changeset = `add_error apply_action apply_action! apply_changes assoc_constraint cast cast_assoc cast_embed change
changed? check_constraint constraints delete_change exclusion_constraint fetch_change fetch_change! fetch_field
fetch_field! field_missing? force_change foreign_key_constraint get_assoc get_change get_embed get_field merge
no_assoc_constraint optimistic_lock prepare_changes put_assoc put_change put_embed traverse_errors traverse_validations
unique_constraint unsafe_validate_unique update_change validate_acceptance validate_change validate_confirmation
validate_exclusion validate_format validate_inclusion validate_length validate_number validate_required validate_subset
validations`
const connection = `assign async_assign await_assign chunk clear_session configure_session delete_req_cookie
delete_req_header delete_resp_cookie delete_resp_header delete_session fetch_cookies fetch_query_params fetch_session
get_cookies get_http_protocol get_peer_data get_req_header get_resp_header get_session halt inform inform!
merge_assigns merge_private merge_req_headers merge_resp_headers prepend_req_headers prepend_resp_headers put_private
put_req_cookie put_req_header put_resp_content_type put_resp_cookie put_resp_header put_session put_status read_body
read_part_body read_part_headers register_before_chunk register_before_send request_url resp send_chunked send_file
send_resp update_req_header update_resp_header upgrade_adapter`

const table: Record<string, string> = {
  Bitwise: '&&& <<< >>> ^^^ band bnot bor bsl bsr bxor ||| ~~~',
  Config: 'config config_env config_target import_config',
  'Mix.Config': 'config import_config',
  'Ecto.Changeset': changeset,
  'Ecto.Query': query,
  'Ecto.Schema': `belongs_to embedded_schema embeds_many embeds_one field has_many has_one many_to_many schema timestamps`,
  'ExUnit.Assertions': assertions,
  'ExUnit.Callbacks': callbacks,
  'ExUnit.CaptureIO': 'capture_io with_io',
  'ExUnit.CaptureLog': 'capture_log with_log',
  'ExUnit.Case': 'describe test',
  'ExUnit.CaseTemplate': 'using',
  'ExUnit.DocTest': 'doctest doctest_file',
  'Plug.Builder': 'plug builder_opts',
  'Plug.Conn': connection,
  'Plug.Router': 'delete forward get head match options patch post put',
}

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(table).map(([module, names]) => [module, new Set(names.split(/\s+/))]),
)

/** The names that an import of the whole module brings, from its documentation; undefined where we do not know it. */
export function importedNames(module: string): ReadonlySet<string> | undefined {
  return known.get(module)
}

const nothing: readonly string[] = []

/** What `use module` imports in its turn: by the module's documentation. */
const used: ReadonlyMap<string, readonly string[]> = new Map([
  ['Bitwise', ['Bitwise']],
  ['Ecto.Schema', ['Ecto.Schema']],
  ['ExUnit.Case', ['ExUnit.Assertions', 'ExUnit.Callbacks', 'ExUnit.Case', 'ExUnit.DocTest']],
  ['ExUnit.CaseTemplate', ['ExUnit.Assertions', 'ExUnit.Callbacks', 'ExUnit.CaseTemplate']],
  ['Mix.Config', ['Mix.Config']],
  ['Plug.Builder', ['Plug.Builder', 'Plug.Conn']],
  ['Plug.Router', ['Plug.Builder', 'Plug.Conn', 'Plug.Router']],
  ...[
    'Agent',
    'Application',
    'DynamicSupervisor',
    'GenServer',
    'GenStage',
    'GenStateMachine',
    'Supervisor',
    'Task',
  ].map((module): [string, readonly string[]] => [module, nothing]),
])

/** The modules that `use module` imports; undefined where it may import anything. */
export function importsOfUse(module: string): readonly string[] | undefined {
  return used.get(module)
}
