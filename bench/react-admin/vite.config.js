import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// As `vite build` does by itself; serve.js sends the files compressed.
export default defineConfig({ plugins: [react()] });
