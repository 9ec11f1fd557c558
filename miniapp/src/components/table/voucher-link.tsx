import { Button } from '../button/button'

/** 看单据, at the line that it proves. */
export function VoucherLink({ words, onPress }: { words: string; onPress: (() => void) | undefined }) {
  if (!onPress) return null
  return (
    <Button kind="quiet" inline icon="document" label={`看单据：${words}`} onPress={onPress}>
      看单据
    </Button>
  )
}
