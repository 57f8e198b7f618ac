import { v7 } from 'uuid';

/** A new id: a UUIDv7, made here because PostgreSQL 15 cannot. */
export const newId = (): string => v7();
