/** WeChat keeps the focus inside what is `aria-modal`. */
export const useDialogFocus = (_open: boolean, _id: string, _onClose: () => void): void => undefined
