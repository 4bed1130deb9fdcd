export function appPackage(appId: string, host: string): Buffer
