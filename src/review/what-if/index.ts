export { whatIf } from './answer.ts'
export { WhatIf } from './answer-shape.ts'
export { readQuestion } from './read-question.ts'
