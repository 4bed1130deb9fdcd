/** What the app asks for in manifest.yml; a token that lacks one was made from an earlier manifest. */
export const scopes = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:join',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'mpim:history',
  'users:read',
] as const
