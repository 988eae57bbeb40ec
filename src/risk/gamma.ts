/** 1 minus the confidence of every interval that is printed. */
export const gamma = 0.05;
