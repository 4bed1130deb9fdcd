import type { Rows } from './row.ts'

/** Agent (https://hexdocs.pm/elixir/Agent.html): a read and an update are two messages. */
export const agent = {
  'Agent:start_link/1': { operation: 'create-table' },
  'Agent:start_link/2': { operation: 'create-table' },
  'Agent:start/1': { operation: 'create-table' },
  'Agent:start/2': { operation: 'create-table' },
  'Agent:get/2': { operation: 'read', table: 0, value: 1 },
  'Agent:get/3': { operation: 'read', table: 0, value: 1 },
  'Agent:update/2': { operation: 'write', table: 0, value: 1 },
  'Agent:update/3': { operation: 'write', table: 0, value: 1 },
  'Agent:cast/2': { operation: 'write', table: 0, value: 1 },
  'Agent:get_and_update/2': { operation: 'update-atomic', table: 0, value: 1 },
  'Agent:get_and_update/3': { operation: 'update-atomic', table: 0, value: 1 },
} as const satisfies Rows

export const persistentTerm = {
  'persistent_term:get/1': { operation: 'read', key: 0 },
  'persistent_term:get/2': { operation: 'read', key: 0 },
  'persistent_term:get/0': { operation: 'scan' },
  'persistent_term:put/2': { operation: 'write', key: 0, value: 1 },
  'persistent_term:put_new/2': { operation: 'insert-new', key: 0, value: 1 },
  'persistent_term:erase/1': { operation: 'delete', key: 0 },
} as const satisfies Rows

/** The application's environment; one argument means the calling application's own. */
export const appEnv = {
  'application:get_env/1': { operation: 'read', key: 0 },
  'application:get_env/2': { operation: 'read', table: 0, key: 1 },
  'application:get_env/3': { operation: 'read', table: 0, key: 1 },
  'application:get_all_env/1': { operation: 'scan', table: 0 },
  'application:set_env/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'application:set_env/4': { operation: 'write', table: 0, key: 1, value: 2 },
  'application:unset_env/2': { operation: 'delete', table: 0, key: 1 },
  'Application:get_env/2': { operation: 'read', table: 0, key: 1 },
  'Application:get_env/3': { operation: 'read', table: 0, key: 1 },
  'Application:fetch_env/2': { operation: 'read', table: 0, key: 1 },
  'Application:fetch_env!/2': { operation: 'read', table: 0, key: 1 },
  'Application:get_all_env/1': { operation: 'scan', table: 0 },
  'Application:put_env/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'Application:put_env/4': { operation: 'write', table: 0, key: 1, value: 2 },
  'Application:delete_env/2': { operation: 'delete', table: 0, key: 1 },
} as const satisfies Rows

/** Elixir's Registry, of one node: https://hexdocs.pm/elixir/Registry.html */
export const registry = {
  'Registry:lookup/2': { operation: 'read', table: 0, key: 1 },
  'Registry:match/3': { operation: 'scan', table: 0, key: 1 },
  'Registry:match/4': { operation: 'scan', table: 0, key: 1 },
  'Registry:select/2': { operation: 'scan', table: 0 },
  'Registry:keys/2': { operation: 'scan', table: 0 },
  'Registry:values/3': { operation: 'read', table: 0, key: 1 },
  'Registry:count/1': { operation: 'aggregate', table: 0 },
  'Registry:count_match/3': { operation: 'aggregate', table: 0, key: 1 },
  'Registry:register/3': { operation: 'insert-new', table: 0, key: 1, value: 2 },
  'Registry:unregister/2': { operation: 'delete', table: 0, key: 1 },
  'Registry:unregister_match/3': { operation: 'delete', table: 0, key: 1 },
  'Registry:update_value/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'Registry:put_meta/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'Registry:meta/2': { operation: 'read', table: 0, key: 1 },
  'Registry:dispatch/3': { operation: 'publish', table: 0, key: 1 },
  'Registry:dispatch/4': { operation: 'publish', table: 0, key: 1 },
} as const satisfies Rows

export const processDictionary = {
  'erlang:get/1': { operation: 'read', key: 0 },
  'erlang:put/2': { operation: 'write', key: 0, value: 1 },
  'erlang:erase/1': { operation: 'delete', key: 0 },
  'Process:get/1': { operation: 'read', key: 0 },
  'Process:get/2': { operation: 'read', key: 0 },
  'Process:put/2': { operation: 'write', key: 0, value: 1 },
  'Process:delete/1': { operation: 'delete', key: 0 },
} as const satisfies Rows

/** Words that several processes share: https://www.erlang.org/doc/apps/erts/atomics.html, …/counters.html */
export const atomics = {
  'atomics:new/2': { operation: 'create-table' },
  'atomics:get/2': { operation: 'read', table: 0, key: 1 },
  'atomics:put/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'atomics:exchange/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'atomics:add/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'atomics:add_get/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'atomics:sub/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'atomics:sub_get/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'atomics:compare_exchange/4': { operation: 'compare-and-set', table: 0, key: 1, value: 3 },
  'counters:new/2': { operation: 'create-table' },
  'counters:get/2': { operation: 'read', table: 0, key: 1 },
  'counters:put/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'counters:add/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
  'counters:sub/3': { operation: 'update-atomic', table: 0, key: 1, value: 2 },
} as const satisfies Rows
