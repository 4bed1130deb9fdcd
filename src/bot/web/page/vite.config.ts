import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../../../dist/bot/web/page',
    emptyOutDir: true,
    // The page's Content-Security-Policy allows no data: address.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
})
