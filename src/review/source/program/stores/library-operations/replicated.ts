import type { Rows } from './row.ts'

/** DeltaCrdt: https://hexdocs.pm/delta_crdt/DeltaCrdt.html */
export const deltaCrdt = {
  'DeltaCrdt:start_link/1': { operation: 'create-table' },
  'DeltaCrdt:start_link/2': { operation: 'create-table' },
  'DeltaCrdt:set_neighbours/2': { operation: 'configure', table: 0 },
  'DeltaCrdt:get/2': { operation: 'read', table: 0, key: 1 },
  'DeltaCrdt:get/3': { operation: 'read', table: 0, key: 1 },
  'DeltaCrdt:take/2': { operation: 'scan', table: 0 },
  'DeltaCrdt:take/3': { operation: 'scan', table: 0 },
  'DeltaCrdt:to_map/1': { operation: 'scan', table: 0 },
  'DeltaCrdt:to_map/2': { operation: 'scan', table: 0 },
  'DeltaCrdt:read/1': { operation: 'scan', table: 0 },
  'DeltaCrdt:read/2': { operation: 'scan', table: 0 },
  'DeltaCrdt:put/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'DeltaCrdt:put/4': { operation: 'write', table: 0, key: 1, value: 2 },
  'DeltaCrdt:merge/2': { operation: 'write', table: 0, value: 1 },
  'DeltaCrdt:merge/3': { operation: 'write', table: 0, value: 1 },
  'DeltaCrdt:mutate/3': { operation: 'write', table: 0, value: 2 },
  'DeltaCrdt:mutate/4': { operation: 'write', table: 0, value: 2 },
  'DeltaCrdt:mutate_async/3': { operation: 'write', table: 0, value: 2 },
  'DeltaCrdt:delete/2': { operation: 'delete', table: 0, key: 1 },
  'DeltaCrdt:delete/3': { operation: 'delete', table: 0, key: 1 },
  'DeltaCrdt:drop/2': { operation: 'delete', table: 0 },
} as const satisfies Rows

/**
 * Khepri: https://hexdocs.pm/khepri. Functions take the path, or the store and the path; the arity alone tells
 * which one a call means only where no options can follow, so keys of the rest are left open.
 */
export const khepri = {
  'khepri:get/1': { operation: 'read', key: 0 },
  'khepri:get/2': { operation: 'read', table: 0, key: 1 },
  'khepri:get/3': { operation: 'read', table: 0, key: 1 },
  'khepri:get_or/3': { operation: 'read', table: 0, key: 1 },
  'khepri:get_many/1': { operation: 'scan', key: 0 },
  'khepri:get_many/2': { operation: 'scan', table: 0, key: 1 },
  'khepri:exists/1': { operation: 'read', key: 0 },
  'khepri:exists/2': { operation: 'read', table: 0, key: 1 },
  'khepri:put/2': { operation: 'write', key: 0, value: 1 },
  'khepri:put/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'khepri:put/4': { operation: 'write', table: 0, key: 1, value: 2 },
  'khepri:create/2': { operation: 'insert-new', key: 0, value: 1 },
  'khepri:create/3': { operation: 'insert-new', table: 0, key: 1, value: 2 },
  'khepri:create/4': { operation: 'insert-new', table: 0, key: 1, value: 2 },
  'khepri:update/2': { operation: 'write', key: 0, value: 1 },
  'khepri:update/3': { operation: 'write', table: 0, key: 1, value: 2 },
  'khepri:compare_and_swap/3': { operation: 'compare-and-set', key: 0, value: 2 },
  'khepri:compare_and_swap/4': { operation: 'compare-and-set', table: 0, key: 1, value: 3 },
  'khepri:delete/1': { operation: 'delete', key: 0 },
  'khepri:delete/2': { operation: 'delete', table: 0, key: 1 },
  'khepri:delete/3': { operation: 'delete', table: 0, key: 1 },
  'khepri:delete_many/1': { operation: 'delete', key: 0 },
  'khepri:delete_many/2': { operation: 'delete', table: 0, key: 1 },
  'khepri:transaction/1': { operation: 'transaction' },
  'khepri:transaction/2': { operation: 'transaction' },
  'khepri:transaction/3': { operation: 'transaction', table: 0 },
  'khepri:transaction/4': { operation: 'transaction', table: 0 },
  'khepri_tx:get/1': { operation: 'read', key: 0 },
  'khepri_tx:get/2': { operation: 'read', key: 0 },
  'khepri_tx:exists/1': { operation: 'read', key: 0 },
  'khepri_tx:put/2': { operation: 'write', key: 0, value: 1 },
  'khepri_tx:create/2': { operation: 'insert-new', key: 0, value: 1 },
  'khepri_tx:update/2': { operation: 'write', key: 0, value: 1 },
  'khepri_tx:delete/1': { operation: 'delete', key: 0 },
} as const satisfies Rows

/** ra: a command goes through the log; of the queries only the consistent one asks a majority. */
export const ra = {
  'ra:process_command/2': { operation: 'update-atomic', table: 0, value: 1 },
  'ra:process_command/3': { operation: 'update-atomic', table: 0, value: 1 },
  'ra:pipeline_command/2': { operation: 'update-atomic', table: 0, value: 1 },
  'ra:pipeline_command/3': { operation: 'update-atomic', table: 0, value: 1 },
  'ra:pipeline_command/4': { operation: 'update-atomic', table: 0, value: 1 },
  'ra:consistent_query/2': { operation: 'read', table: 0, value: 1 },
  'ra:consistent_query/3': { operation: 'read', table: 0, value: 1 },
  'ra:leader_query/2': { operation: 'read', table: 0, value: 1, dirty: true },
  'ra:leader_query/3': { operation: 'read', table: 0, value: 1, dirty: true },
  'ra:local_query/2': { operation: 'read', table: 0, value: 1, dirty: true },
  'ra:local_query/3': { operation: 'read', table: 0, value: 1, dirty: true },
} as const satisfies Rows
