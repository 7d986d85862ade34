import { cookie } from "@web/core/browser/cookie";

/** The drawing is loaded when it is first shown; the backend starts without it. */
export function mapBundle() {
    return cookie.get("color_scheme") === "dark"
        ? "web.assets_backend_lazy_dark"
        : "web.assets_backend_lazy";
}
