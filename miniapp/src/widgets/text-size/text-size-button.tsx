import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Dialog } from '../../components/dialog/dialog'
import { TextSizePicker } from './text-size-picker'

/** 大字: opens the choice of text size. It stands at the top of the home page, where everyone finds it. */
export function TextSizeButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button kind="quiet" inline icon="text" label="文字大小" onPress={() => setOpen(true)}>
        大字
      </Button>
      <Dialog open={open} title="文字大小" onClose={() => setOpen(false)}>
        <TextSizePicker />
      </Dialog>
    </>
  )
}
