/**
 * Whether programs surely cannot run in this page, as far as that can be told without a request: it is not isolated, and the
 * browser is none that isolates a frame by itself. Chromium alone does (`Document-Isolation-Policy`), and alone has
 * `navigator.userAgentData`.
 */
export const runsElsewhere = (): boolean => isSecureContext && !crossOriginIsolated && !("userAgentData" in navigator);
