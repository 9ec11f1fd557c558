import { useState } from 'react'
import type { Followed } from '../../api/subscriptions'
import { subscribe } from '../../api/subscriptions'
import { Button, Card, Input, Problem, toast } from '../../components'
import { followedText } from '../../format/words'
import { useAction } from '../../hooks/use-action'

interface WordProps {
  region: { code: string; name: string }
  onChange: (followed: Followed) => void
}

/** Follows a word: whatever is published with it is told. */
export function Word({ region, onChange }: WordProps) {
  const [word, setWord] = useState('')
  const save = useAction(async (_key, wanted: string) => {
    const followed = await subscribe({ region: region.code, word: wanted }, true)
    onChange(followed)
    setWord('')
    toast(followedText(wanted, followed.when))
  })
  return (
    <Card title="订一个词">
      <Problem error={save.error} />
      <Input
        label="关键词"
        hint={`${region.name}的公开里有这个词，就告诉您。例如：停水、动迁`}
        value={word}
        onChange={setWord}
        maxLength={20}
      />
      <Button
        kind="secondary"
        busy={save.busy}
        disabled={word.trim().length < 2}
        onPress={() => void save.run(word.trim())}
      >
        订阅这个词
      </Button>
    </Card>
  )
}
