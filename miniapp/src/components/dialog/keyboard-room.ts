import { createContext, useContext } from 'react'

/** Whether what is inside stands in a sheet that is fixed over the page. */
export const InDialogContext = createContext(false)

/** In px: room for the line below the cursor and the sheet's buttons. An Input does not know `fixed`. */
const room = { cursorSpacing: 120, adjustPosition: true, fixed: true }

/** weapp: what a field in a dialog needs so that the keyboard does not cover it. */
export function useKeyboardRoom(): typeof room | undefined {
  const inDialog = useContext(InDialogContext)
  return process.env.TARO_ENV !== 'h5' && inDialog ? room : undefined
}
