import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/** Compares digests, so that neither the length nor the first wrong letter shows in the time taken. */
function same(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/**
 * Refuses what does not come from our own page: a page elsewhere whose name was pointed at this machine (DNS
 * rebinding) shows in Host, a request made by another page shows in Origin.
 */
export function ownHostOnly(port: number): MiddlewareHandler {
  const origins = [new URL(`http://127.0.0.1:${port}`), new URL(`http://localhost:${port}`)]
  return async (c, next) => {
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin')
    const own = origins.find((known) => known.host === host)
    if (own && (origin === undefined || origin === own.origin)) return next()
    return c.text('This address may not use the web chat. Open the link that distreview printed.', 403)
  }
}

/**
 * Lets in who has the token of the printed link. The link exchanges it for a cookie that no script reads and no
 * other site sends, so that the token does not stay in the address bar.
 */
export function tokenOnly(port: number, token: string): MiddlewareHandler {
  // Cookies are shared by all ports of a host: the name keeps two servers apart.
  const cookie = `distreview-${port}`
  const refuse = (c: Context) =>
    c.text('This page needs its token. Open the link that distreview printed when it started.', 401)
  return async (c, next) => {
    const given = c.req.path === '/' ? c.req.query('token') : undefined
    if (given !== undefined) {
      if (!same(given, token)) return refuse(c)
      setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
      return c.redirect('/', 303)
    }
    return same(getCookie(c, cookie) ?? '', token) ? next() : refuse(c)
  }
}
