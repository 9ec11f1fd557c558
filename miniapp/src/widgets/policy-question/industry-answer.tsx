import { useState } from 'react'
import { Button } from '../../components/button/button'
import { Dialog } from '../../components/dialog/dialog'
import { IndustryList } from '../industry-field/industry-list'
import type { AnswerProps } from './answer.types'

/** 行业, found by a word. */
export function IndustryAnswer({ busy, onAnswer }: AnswerProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button busy={busy} onPress={() => setOpen(true)}>
        选行业
      </Button>
      <Dialog open={open} title="主要做什么" onClose={() => setOpen(false)}>
        <IndustryList
          onChoose={({ code }) => {
            setOpen(false)
            onAnswer({ industry: [code] })
          }}
        />
      </Dialog>
    </>
  )
}
