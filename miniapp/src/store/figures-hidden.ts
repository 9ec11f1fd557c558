import { persisted } from './persisted'

/** 遮住: the household's figures on the home page are hidden on this phone. */
export const figuresHidden = persisted<boolean>(
  'hutang.figures-hidden',
  false,
  (value): value is boolean => typeof value === 'boolean',
)
