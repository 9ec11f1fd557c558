import type { EditionWork } from '@hutang/shared/contract'
import { Confirm } from '../components/confirm/confirm'
import type { useHandIn } from './use-hand-in'

interface EditorDialogsProps extends ReturnType<typeof useHandIn> {
  work: EditionWork
  open: 'discard' | 'numbers' | 'preview' | undefined
  onClose: () => void
}

/** What is asked before numbers are confirmed, and before a draft is thrown away. */
export function EditorDialogs({ work, open, submit, discard, handIn, dropIt, onClose }: EditorDialogsProps) {
  const correcting = work.editionNo > 1
  return (
    <>
      <Confirm
        open={open === 'numbers' && submit.error?.code === 'unconfirmed'}
        title="这些数字没有错吗？"
        lines={submit.error?.fields.map(({ message }) => message) ?? []}
        action="没有错，送审"
        write={{ busy: submit.busy, error: undefined }}
        onConfirm={() => void handIn(true)}
        onClose={onClose}
      />
      <Confirm
        open={open === 'discard'}
        title={correcting ? '不更正了？' : '删除这份草稿？'}
        lines={
          correcting
            ? ['这一稿会删掉，不能找回。', '现在公开的内容不受影响。']
            : ['写的内容和图片都会删掉，不能找回。']
        }
        action="删除"
        write={discard}
        onConfirm={() => void dropIt()}
        onClose={onClose}
      />
    </>
  )
}
