import type { User } from '@hutang/shared/contract'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Dialog, Input, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { setUser } from '../../store/user'

interface RenameProps {
  name: string
  onDone: (renamed?: User) => void
}

export function Rename({ name, onDone }: RenameProps) {
  const [words, setWords] = useState(name)
  const save = useAction(async () => {
    const user = await call('PUT /api/me', { body: { name: words.trim() } })
    setUser(user)
    onDone(user)
  })
  return (
    <Dialog
      open
      title="改称呼"
      onClose={() => onDone()}
      actions={
        <Button
          busy={save.busy}
          reason={words.trim() === '' ? '请写一个称呼' : undefined}
          onPress={() => void save.run()}
        >
          保存
        </Button>
      }
    >
      <Problem error={save.error} />
      <Input
        label="怎么称呼您"
        value={words}
        maxLength={20}
        error={save.error?.fieldMessage('name')}
        onChange={setWords}
      />
    </Dialog>
  )
}
