import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for a process or a browser: a core that only drives the others is a core unused.
    maxWorkers: '100%',
    reporters: ['default'],
  },
})
